import type { MutationResolvers } from '../../../schema/generated/campaign.ts';
import { recordNotice, saveWorkingGroup } from '../organisation/groups.ts';
import { appoint, savePost, vacate } from '../organisation/offices.ts';
import { saveRoutes } from '../organisation/routes.ts';
import { saveCampaignSettings, setReturnDeadline, setWorkingCalendar } from '../organisation/settings.ts';
import { saveUnit } from '../organisation/units.ts';

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
};
