import { pauseCampaign } from '../../campaign/lifecycle.ts';
import { steeringCommand } from '../steer.ts';

export const pause = steeringCommand(
  'pause',
  'Stops a campaign; what is being sent ends, nothing more begins',
  pauseCampaign,
);
