import { pattern } from '../words/patterns.ts';

/** Between a field and what it is. */
export const IS = pattern(
  'is|are|was|were|=|==|:|be|being|equals|of|as|in|∈',
  'is|are|was equal|set|now to?',
  'is|are|was? still|now|currently|already',
  'is|are|was in|on|one?',
  'that is|are',
  'equal|set to',
  'is|are either|any|one of?',
  'one of',
  'include|includes|including|contain|contains',
  'is|are : ',
  'named|called',
  'has|have been?',
  'us',
  'did|do|have|has we|they give|given|have|had|do|done|make|made|get|got|record|recorded',
  'about',
  'start|starts|starting|begin|begins|beginning|comes|come|coming up? in|on|from?',
  'falls|fall|lies|is|are|was|were in|on|due|dated|happening?',
);

/** Between a field and what it is not. */
export const IS_NOT = pattern(
  'is|are|was|were not',
  'not',
  '!=|<>|≠',
  'is|are not in|one|any|equal of|to?',
  'does|do not equal',
  'other than',
  'is|are other than',
  'not in',
  'not equal to',
  'is|are anything but',
  'is|are neither',
  'differs|differ|differing from',
  'is|are different from|to?',
  'is|are not one|any? of?',
  'is|are none of',
);
