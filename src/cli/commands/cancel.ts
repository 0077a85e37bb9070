import { cancelCampaign } from '../../campaign/lifecycle.ts';
import { steeringCommand } from '../steer.ts';

export const cancel = steeringCommand(
  'cancel',
  'Ends a campaign for good; what was not sent never is',
  cancelCampaign,
);
