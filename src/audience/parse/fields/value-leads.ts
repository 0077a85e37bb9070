import type { FieldWords } from '../../vocabulary.ts';
import {
  isLanguageField,
  isNameField,
  isNameOfOther,
  isPlaceField,
  isSourceField,
  isStaffField,
} from '../data/field-roles.ts';
import { isPast, rootsOf, singular, verbRoot } from '../words/fold-word.ts';
import { isMoveOf } from '../words/same-moves.ts';
import { isBehindThing } from '../names/thing-values.ts';
import { isOfDeed } from './of-deed.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import type { Sentence } from '../sentence/sentence.ts';

const PLACE = pattern(
  'in|from|within|near|at|around|inside',
  'inside of',
  'living|based|located|resident|residing|situated in|at|near?',
  'live|lives|lived|reside|resides|come|comes|coming|came in|at|from|near?',
  'of',
  'in|from|of the? city|country|region|state|town of?',
  'that|who are? in|from',
  'born in',
  'bank|banks|banking|banked|shop|shops|shopping|train|trains|training|study|studies|studying|play|plays|playing|swim|swims|eat|eats|dine|dines|stay|stays|exercise|exercises|worship|worships|park|parks at|with|in the|our?',
  'signed|sign|signs|joined|registered up? at the|our?',
  'go|goes|going|belong|belongs|come|comes|registered|assigned|enrolled|attached to|with|at the|our?',
  'anywhere|somewhere in|from',
);
const OTHER = pattern(
  'with|on|using|having|as|of|being|who are',
  'a|an|the|our',
  'have|has? got a|an|the|our?',
  'with|on|in|at a|an|the|our',
  'in|on|at the',
  'on|in|with our|their',
  'are|is a|an?',
  'interested|into|keen in|on|for? either|both?',
  'like|likes|love|loves|enjoy|enjoys|use|uses|own|owns|owning|used|using|have|has|belong|belongs to? a|an|the?',
  'get|gets|getting|receive|receives|receiving|read|reads|reading|follow|follows a|an|the|our?',
  'subscribed|subscribe|subscribes|subscribing|signed up? to|for a|an|the|our?',
  'work|works|working|worked|employed in|at|for|as a|an|the|our?',
  'flagged|marked|tagged|labelled|labeled|listed|classed|classified|recorded|registered|down as a|an|our?',
  'tagged|labelled|labeled|flagged|marked with? a|an|the|our?',
  'with|has|have|having|carrying the|a? tag|label',
  'need|needs|needing|require|requires|requiring|wear|wears|wearing a|an|the|some?',
  'sit|sits|sat|sitting|seated in|on|at the|a|our?',
  'speak|speaks|speaking',
  'prefer|prefers|preferring a|an|the|our?',
  'with|whose|where? a|the|their? subscription|subscriptions|sub|subs|contract|contracts|membership|memberships|plan|plans|policy|policies|account|accounts is|are|was|were|has|have? been?',
  'want|wants|wanting|aim|aims|aiming|hope|hopes|hoping|try|trying|tries|keen to|for|at? reach|get|become|achieve|have?',
);
const NAMED = pattern('who|that|which? is|are|was|being? named|called');
const PET = /^(pet|dog|cat|horse|pony|rabbit|puppy|kitten|animal)$/;
const OF_VERB = pattern(
  'both|only|just? by|via|with|in|at|to|from|for|on|out of? either|both? the|a|an|their|our?',
  'both|only|just|exclusively',
  'the|a|an|their|our',
);

/** What stands before a value without its field's name, and which fields it can be said of. */
export interface ValueLead {
  /** Where the value begins. */
  readonly start: number;
  readonly isPlace: boolean;
  readonly isOf?: (field: FieldWords) => boolean;
  /** A verb that neither the grammar nor the data knows, which most likely says no more than that it is so. */
  readonly isGuessed?: true;
}

/** Every way to go from this token to a value: at once, behind `in`, behind a verb. */
export function valueLeads(sentence: Sentence, at: number): readonly ValueLead[] {
  const { tokens } = sentence;
  const place = endOf(tokens, at, PLACE);
  const starts = [
    place,
    endOf(tokens, at, OTHER) ?? byWhom(tokens, at),
    wayOfMoving(sentence, at),
    place === undefined ? undefined : skip(tokens, place, pattern('the|either|both|neither')),
    at,
  ].filter((start) => start !== undefined);
  const plain = [...new Set(starts)].map((start) => ({
    start,
    isPlace: place !== undefined && start >= place,
  }));
  return [
    ...plain,
    ...behindName(sentence, at),
    ...cameThrough(sentence, at),
    ...behindOwnVerb(sentence, at),
    ...whereTheyGo(sentence, at),
    ...whereLast(sentence, at),
    ...whomTheySee(sentence, at),
    ...howTheyPay(sentence, at),
    ...behindAnyVerb(sentence, at),
  ];
}

const GOES = pattern(
  'shop|shops|shopping|train|trains|training|bank|banks|banking|study|studies|dine|dines|eat|eats|play|plays|swim|swims at|in|with the|our?',
  'work|works|working out at|in the|our?',
  'go|goes|going|come|comes|coming to the|our?',
  'rent|rents|renting|hire|hires|hiring|order|orders|ordering|buy|buys|buying from|at the|our?',
  'collect|collects|collecting|collected at|from|in the|our?',
  'pick|picks|picking|picked up at|from|in the|our?',
  'collect|collects|collecting|collected the|their|his|her? order|orders|stuff|things|parcel|parcels|shopping|purchases at|from|in the|our?',
  'pick|picks|picking|picked up the|their|his|her? order|orders|stuff|things|parcel|parcels|shopping|purchases at|from|in the|our?',
  'pick|picks|picking|picked the|their|his|her orders|stuff|things|parcels|shopping|purchases up at|from|in the|our?',
  'use|uses|visit|visits|attend|attends|frequent|frequents the|our?',
);

/** `shops at the Bray branch`: where people go is not where they live. */
function whereTheyGo({ tokens }: Sentence, at: number): readonly ValueLead[] {
  const start = endOf(tokens, at, GOES);
  const isOf = (field: FieldWords) => isPlaceField(field) && !/^(city|country)$/.test(field.name);
  return start === undefined ? [] : [{ start, isPlace: false, isOf }];
}

/** `a pet named Biscuit`, of `pet_names`; `a dog named Biscuit`, where `dog` says something of its own: it is not who has it. */
function behindName(sentence: Sentence, at: number): readonly ValueLead[] {
  const { tokens } = sentence;
  const { stem: thing = '' } = tokens[at] ?? {};
  const own = endOf(tokens, at + 1, NAMED);
  const ofThing = ({ name }: FieldWords) =>
    /(^|_)names?$/.test(name) && name.split('_').some((part) => singular(part) === thing);
  const isBehind = PET.test(tokens[at - 1]?.stem ?? '') || isBehindThing(sentence, at);
  const start = isBehind ? endOf(tokens, at, NAMED) : undefined;
  return [
    ...(own === undefined ? [] : [{ start: own, isPlace: false, isOf: ofThing }]),
    ...(start === undefined ? [] : [{ start, isPlace: false, isOf: isNameOfOther }]),
  ];
}

const CAME = pattern(
  'signed|sign up through|via|by|from|off|on|because a|an|the|our|of?',
  'subscribed|registered|enrolled through|via a|an|the|our?',
  'came|come|comes|arrived|joined to? us? through|via|by|from|off|on|because a|an|the|our|of?',
  'found|discovered|met us? through|via|on|by|at|from|in a|an|the|our?',
  'heard|learned|learnt|read about|of us? through|via|on|by|at|from|in a|an|the|our?',
  'referred|recruited|recommended|introduced|sent|acquired to? us? by|through|via|from|on a|an|the|our?',
  'know|knows us from|through|via a|an|the|our?',
  'we|i got|gained|acquired|won|found|picked up? through|via|by|from|on|off a|an|the|our?',
);
/** `found us through Kestrel FM`, of a `lead_source`: where somebody came from to us. */
function cameThrough({ tokens }: Sentence, at: number): readonly ValueLead[] {
  const start = endOf(tokens, at, CAME);
  return start === undefined ? [] : [{ start, isPlace: false, isOf: isSourceField }];
}

/** `pay by card`, `follow Nova Kid`: a verb that the name of the value's field is made of. */
function behindOwnVerb(sentence: Sentence, at: number): readonly ValueLead[] {
  const { tokens, index } = sentence;
  const { word = '', kind } = tokens[at] ?? {};
  const root = verbRoot(word);
  if (kind !== 'word' || word.length < 3 || isOfDeed(sentence, at)) return [];
  if (!index.fieldRoots.has(root)) return fromWhere(sentence, at, root);
  const isOf = ({ name }: FieldWords) => name.split('_').some((part) => rootsOf(part).includes(root));
  return [{ start: skip(tokens, at + 1, OF_VERB), isPlace: false, isOf }];
}

const FROM = pattern('from the?', 'out of|from the?');

/** `flying from Gatwick`, of a `departure_airport`; `leave out Gatwick` is no journey. */
function fromWhere({ tokens }: Sentence, at: number, root: string): readonly ValueLead[] {
  const start = endOf(tokens, at + 1, FROM);
  const isOf = ({ name }: FieldWords) => name.split('_').some((part) => isMoveOf(part, root));
  return start === undefined ? [] : [{ start, isPlace: false, isOf }];
}

const LATELY = pattern('last|latest', 'most recently', 'was|were last');
const AT_PLACE = pattern('in|at|with|from|to|on|by the|our?');

/** `last stayed in Nice`, of a `last_hotel`. */
function whereLast({ tokens }: Sentence, at: number): readonly ValueLead[] {
  const verb = endOf(tokens, at, LATELY);
  const isVerb =
    verb !== undefined &&
    /^(\p{L}+ed|was|were|seen|ate|slept|been|went|flew|shopped)$/u.test(tokens[verb]?.word ?? '');
  const start = isVerb ? endOf(tokens, verb + 1, AT_PLACE) : undefined;
  const isOf = ({ name }: FieldWords) => /^(last|latest|recent|most_recent)_/.test(name);
  return start === undefined ? [] : [{ start, isPlace: false, isOf }];
}

const SEES = pattern(
  'see|sees|seeing|saw|seen|visit|visits|visited|meet|meets|met|call|called by|with?',
  'is|are|was|were|been seen|treated|looked|cared by|after|for? by?',
  'managed|handled|owned|overseen|covered|supported|served by',
  'have|has|had an|a|their appointment|appointments|lesson|lessons|session|sessions with',
  'under',
);

/** `saw Dr Quill`, `seen by Dr Quill`: whom people see works there. */
function whomTheySee({ tokens }: Sentence, at: number): readonly ValueLead[] {
  const start = endOf(tokens, at, SEES);
  return start === undefined ? [] : [{ start, isPlace: false, isOf: isStaffField }];
}

const PAYS = pattern('pay|pays|paying|paid us? by|via|with|using|through|on a|an|the|their?');

/** `pay by direct debit`, of a `pay_method`. */
function howTheyPay({ tokens }: Sentence, at: number): readonly ValueLead[] {
  const start = endOf(tokens, at, PAYS);
  const isOf = ({ name }: FieldWords) => /(^|_)(pay|paid|payment|payments|billing|terms)(_|$)/.test(name);
  return start === undefined ? [] : [{ start, isPlace: false, isOf }];
}

const TO_OBJECT = pattern('up? for? a|an|the|their', 'up? for', 'in|on|with a|an');
const BASE_VERB =
  /^(run|wear|ride|drive|train|study|eat|follow|watch|practise|practice|play|do|race|compete|prepare)$/;
const DOING = /^(doing|taking|attending|following|learning)$/;
const VERB = /^\p{L}{2,}([^su]s|ing)$/u;
/** These say that it is not so, or no more so, or speak of something else. */
const NO_STATE =
  /^(exclud|remov|leav|skip|omit|ignor|miss|lack|hat(e|ing)|dislik|avoid|refus|reject|cancel|quit|stop|los|includ|minus|plus|besides|perhaps|always|this|less|was|has|is|buy|order|purchas|view|open|click|spend|add|receiv|get|send|deliver|contact|mail|email|text|show|list|giv|except|across|towards|leads?|counts?|regarding|concerning|during|considering)/;

/** `wears L or XL`, `training for a marathon`: what people do with a thing that is no place says that it is theirs. */
function behindAnyVerb({ tokens, index }: Sentence, at: number): readonly ValueLead[] {
  const { word = '', stem = '', kind } = tokens[at] ?? {};
  // `renting a flute`, where a flag says who rents.
  const isFlag = index.refs.get(stem)?.some(({ is }) => is === 'flag') === true;
  if (kind !== 'word' || isFlag || NO_STATE.test(word) || !(VERB.test(word) || BASE_VERB.test(word)))
    return [];
  const object = endOf(tokens, at + 1, TO_OBJECT);
  const isUnknown = !grammarWords.has(word) && !index.words.has(stem) && !word.endsWith('ing');
  if (object === undefined && !isUnknown && !BASE_VERB.test(stem) && !DOING.test(word)) return [];
  const isOf = (field: FieldWords) =>
    !isPlaceField(field) && !isLanguageField(field) && !isNameField(field) && field.type === 'text';
  return [{ start: object ?? at + 1, isPlace: false, isOf, isGuessed: true }];
}

/** `travel with a bicycle`, `drive by car`: no places, which would stand behind `in` and `to`. */
function wayOfMoving({ tokens }: Sentence, at: number): number | undefined {
  return MOVES.test(tokens[at]?.word ?? '')
    ? endOf(tokens, at + 1, pattern('with|by|on|using a|an|the|their?'))
    : undefined;
}

/** `managed by Luca Meier`, of an `account_manager`; `looked after by Ada Quill`. */
function byWhom(tokens: Sentence['tokens'], at: number): number | undefined {
  const isVerb = (tokens[at]?.word.length ?? 0) > 4 && isPast(tokens[at]?.word ?? '');
  const behind = skip(tokens, at + 1, pattern('after|for|to'));
  return isVerb ? endOf(tokens, behind, pattern('by our|the?')) : undefined;
}

/** No pattern: the data may have things that are called so, which the words of the grammar are not looked up as. */
const MOVES =
  /^(travel|drive|ride|sail|commute|arrive)(s|ing|ling|d|ed|led)?$|^(driving|riding|commuting|arriving)$/;
