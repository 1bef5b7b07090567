import type { MutationResolvers } from '../../../schema/generated/campaign.ts';
import { recordNotice, saveWorkingGroup } from '../organisation/groups.ts';
import { appoint, savePost, vacate } from '../organisation/offices.ts';
import { saveRoutes } from '../organisation/routes.ts';
import { saveCampaignSettings, setReturnDeadline, setWorkingCalendar } from '../organisation/settings.ts';
import { saveUnit } from '../organisation/units.ts';
import { confirmReturn, reopenReturn } from '../returns/confirm.ts';
import { declareLines } from '../returns/declare.ts';
import { decideLetter, fileLetter } from '../returns/letters.ts';
import { receiveSummary, sendBackSummary, signSummary, submitSummary } from '../returns/summaries.ts';
import type { Return, ReturnView } from '../returns/model.ts';
import { present } from './returns.ts';

export const mutationResolvers: MutationResolvers = {
  saveUnit: (_, args, context) => saveUnit(context, args),
  savePost: (_, args, context) => savePost(context, args),
  appoint: (_, args, context) => appoint(context, args),
  vacate: (_, args, context) => vacate(context, args),
  saveWorkingGroup: (_, args, context) => saveWorkingGroup(context, args),
  recordNotice: (_, args, context) => recordNotice(context, args),
  saveRoutes: (_, args, context) => saveRoutes(context, args),
  saveCampaignSettings: (_, args, context) => saveCampaignSettings(context, args),
  setReturnDeadline: (_, args, context) => setReturnDeadline(context, args),
  setWorkingCalendar: (_, args, context) => setWorkingCalendar(context, args),
  declareLines: (_, args, context) => declareLines(context, args).then(shown),
  confirmReturn: (_, args, context) => confirmReturn(context, args).then(shown),
  reopenReturn: (_, args, context) => reopenReturn(context, args).then(shown),
  submitSummary: (_, args, context) => submitSummary(context, args),
  signSummary: (_, args, context) => signSummary(context, args),
  sendBackSummary: (_, args, context) => sendBackSummary(context, args),
  receiveSummary: (_, args, context) => receiveSummary(context, args),
  fileLetter: (_, args, context) => fileLetter(context, args),
  decideLetter: (_, args, context) => decideLetter(context, args),
};

const shown = (of: Return | null): ReturnView | null => of && present(of);
