import { once } from '../words/once.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';

/** What an asker begins with to speak of themselves, of whoever reads, or of the asking. No condition for customers begins so. */
const OPENING = pattern(
  'i|we|you|it|could|would|can|may|might|will|shall|should|please|pls|kindly|thanks|thank|hope|hoping|wondering|apologies|sorry|excuse|forgive',
  'if|when|whenever|once|as you|it|i|we|that|possible|convenient|soon|at',
  'at|in your|the|a? earliest|first|convenience|leisure|case',
  'my|our boss|manager|team|colleague|colleagues|director|client',
  'do|please? forgive|excuse|pardon',
  'many|much thanks',
  'someone|somebody|anyone|anybody|one|any|a|the|all|everyone of? you|us? could|can|would|might|chance|way|able|help|kind|thanks',
  'is|are|was|were there|it|you|we|i? any? chance|way|possibility|possible|able|ok|okay|fine|hoping|wondering|trying',
  'do|does|did you|we|i|anybody|anyone|somebody|someone',
  'happy|glad|pleased|delighted|grateful|thankful|much|most|very|really|greatly|always for|to|if|about|appreciated|grateful|obliged|kind',
  'looking forward to',
  'today|tomorrow|now i|we',
  'kind|small|quick|short|simple|polite request|question|favour|favor',
  'a? quick one|question|request|favour|favor|thing if',
  'let me|us',
  'that|this|it would|will|is|was|be',
);
/** Words in which people wrap a question. None of them says anything about customers; a `not` among them might. */
const WRAPPING = pattern(
  'i|we|you|me|us|my|our|your|it|that|this|these|there|someone|somebody|anyone|anybody|everyone|all|both|to|for|if|whether|when|whenever|once|at|in|on|of|up|out|over|into|a|an|the|and|as|so|but|be|too|therefore|hence|then|also',
  'would|could|can|may|might|will|shall|should|must|do|does|did|don|am|are|is|was|were|been|being|have|has|had|having|ll|d',
  'not too|mind|be|been',
  'please|pls|plz|kindly|thanks|thank|hello|hi|dear|sir|madam|colleague|colleagues|friend|friends|team|morning|afternoon|evening|day|weekend|week|regards|wishes|cheers|advance|sorry|apologies|pain|nuisance|pest|inconvenient|inconvenience|demanding|urgent|late|apologise|apologize|excuse|pardon|forgive|bother|bothering|trouble|troubling|disturb|disturbing|mind|asking|ask|asked|request|requesting|enquire|inquire|enquiring|inquiring',
  'give|giving|given|show|showing|tell|telling|send|sending|share|sharing|provide|providing|prepare|preparing|pull|pulling|find|finding|fetch|fetching|get|getting|look|looking|see|seeing|know|knowing|learn|check|checking|help|helping|assist|list|select|selecting|compile|compiling|draw|put|run|running|let|lend|hand|make|making|do|doing|take|taking|go|going|come|try|trying|pick|choose|figure|return|supply|report|confirm|explain|advise|indicate|say|suggest|forward',
  'gave|told|sent|showed|found|got me|us',
  'message|note|finds|dig|digging|receive|receiving|trust|today|yesterday|tomorrow|happen|identify|mean|means|before|hope|hoping|wonder|wondering|wish|like|love|want|wanting|need|needing|appreciate|appreciated|care|plan|planning|considering|invite|inviting|thinking|supposed|interested|curious|keen|eager|able|obliged|grateful|thankful|happy|glad|pleased|delighted|honoured|sure|afraid|possible|convenient|fine|well|ok|okay|alright|nice|good|great|lovely|wonderful|fantastic|marvellous|amazing|brilliant|awesome|perfect|helpful|useful|kind|enough|quick|quickly|short|small|tiny|little|simple|silly|spare|free|busy|minute|moment|second|time|chance|favour|favor|question|way|case|convenience|leisure|earliest|soon|now|today|again|once|more|just|only|ever|much|very|really|most|extremely|super|truly|greatly|highly|indeed|bit|lot|perhaps|maybe|possibly|any|some|one|same|kindness|patience|effort|efforts|hand|answer|reply|response|support|attention|understanding|work|job|boss|manager|director|hearing|suits|suit|feel|allow|permit|permission|allowed|trouble|problem|least|far|long|takes|everybody|anyway',
);
/** What may stand last in front of what is asked for; adjectives and times say something about what follows them. */
const LAST =
  /^(me|us|you|to|for|if|whether|please|kindly|give|giving|show|showing|tell|telling|send|sending|share|sharing|provide|providing|prepare|preparing|pull|find|finding|fetch|get|getting|see|seeing|know|knowing|ask|asking|identify|request|requesting|receive|receiving|list|select|selecting|compile|check|return|supply|invite|inviting|confirm|indicate|again|at|into|up|out)$/;
const LEAST_WORDS = 2;

/** Where a row of polite words may end: `I would be much obliged if you gave me`. */
export const courtesyEnds = once(endsAt);

function endsAt(sentence: Sentence, at: number): readonly number[] {
  const { tokens } = sentence;
  const opening = endOf(tokens, at, OPENING);
  if (opening === undefined) return [];
  const ends: number[] = [];
  const isWrapping = (i: number) =>
    (i < opening || endOf(tokens, i, WRAPPING) !== undefined) && !isOfData(sentence, i);
  for (let i = at; i < tokens.length && isWrapping(i); i++) {
    const next = tokens[i + 1];
    const isLast = next === undefined || /^[.,;:!?)–—-]$/.test(next.word) || LAST.test(tokens[i]?.word ?? '');
    if (isLast && i + 1 >= opening && i + 1 - at >= LEAST_WORDS) ends.push(i + 1);
  }
  return ends;
}

/** A value or a thing of the data: `Good` of ratings. */
function isOfData(sentence: Sentence, at: number): boolean {
  return lookUp(sentence, at).some(
    ({ refs, score }) =>
      score === 1 && refs.some((ref) => ref.is !== 'field' && !('isPart' in ref && ref.isPart)),
  );
}
