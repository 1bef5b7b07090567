import { NO_BOOKS, type Policy } from './policy.ts';
import { DECIDERS, NOBODY, OFFICIALS, OVERSEERS, type Readers } from './readers.ts';

/** Officials, and units without books of their own: everybody who takes part in the campaign (P20). */
const MEMBERS: Readers = [...OFFICIALS, 'unit'];
const SETTERS: Readers = ['coordination', 'supervision'];

/**
 * Who may use which field of the campaign's own process (campaign rules P20, P90 and the table of who may what). Which
 * rows of it a caller sees, and which steps its posts allow, the subgraph decides by who holds which post. A unit sees
 * the debts that it owes, whichever book has them: 一笔账 is its own (P8).
 */
export const policy: Policy = {
  domain: NO_BOOKS,
  fields: {
    Query: {
      me: MEMBERS,
      units: MEMBERS,
      unclaimedDebtors: OVERSEERS,
      posts: MEMBERS,
      workingGroups: MEMBERS,
      routes: MEMBERS,
      campaignSettings: MEMBERS,
      _entities: MEMBERS,
      _service: NOBODY,
    },
    Mutation: {
      saveUnit: DECIDERS,
      savePost: DECIDERS,
      appoint: DECIDERS,
      vacate: DECIDERS,
      saveWorkingGroup: DECIDERS,
      recordNotice: DECIDERS,
      saveRoutes: DECIDERS,
      saveCampaignSettings: SETTERS,
      setReturnDeadline: DECIDERS,
      setWorkingCalendar: DECIDERS,
    },
    BooksState: { asOf: MEMBERS, complete: MEMBERS, missing: MEMBERS, stale: MEMBERS, readAt: MEMBERS },
    Me: { subject: MEMBERS, role: MEMBERS, posts: MEMBERS },
    Unit: {
      code: MEMBERS,
      name: MEMBERS,
      kind: MEMBERS,
      debtorIds: MEMBERS,
      debtors: MEMBERS,
      functions: MEMBERS,
      active: MEMBERS,
      posts: MEMBERS,
      obligation: MEMBERS,
      version: MEMBERS,
    },
    UnclaimedDebtors: { books: OVERSEERS, debtors: OVERSEERS },
    Post: {
      code: MEMBERS,
      title: MEMBERS,
      unit: MEMBERS,
      function: MEMBERS,
      holder: MEMBERS,
      appointments: MEMBERS,
      version: MEMBERS,
    },
    Appointment: { subject: MEMBERS, person: MEMBERS, from: MEMBERS, to: MEMBERS },
    WorkingGroup: { code: MEMBERS, name: MEMBERS, kind: MEMBERS, seats: MEMBERS, members: MEMBERS, version: MEMBERS },
    Seat: { post: MEMBERS, rank: MEMBERS, byNotice: MEMBERS, notice: MEMBERS, filled: MEMBERS },
    Route: {
      unit: MEMBERS,
      group: MEMBERS,
      leadBureau: MEMBERS,
      main: MEMBERS,
      domains: MEMBERS,
      fromMonth: MEMBERS,
      toMonth: MEMBERS,
    },
    CampaignSettings: {
      baseDate: MEMBERS,
      majorDebtThreshold: MEMBERS,
      closureWeight: MEMBERS,
      zeroOutWeight: MEMBERS,
      satisfactionWeight: MEMBERS,
      movedDeadlines: MEMBERS,
      calendarYears: MEMBERS,
      lastRunDay: MEMBERS,
      version: MEMBERS,
    },
    MovedDeadline: { month: MEMBERS, deadline: MEMBERS, reason: MEMBERS },
    Debtor: { id: MEMBERS, unit: MEMBERS },
    _Service: { sdl: NOBODY },
  },
};
