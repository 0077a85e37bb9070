import { type Pattern, pattern } from './patterns.ts';

/** Whom a question is about; says nothing about them. */
export const PERSON = pattern(
  'customer|customers|client|clients|user|users|member|members|shopper|shoppers|contact|contacts|guest|guests|patient|patients|visitor|visitors|patron|patrons|punter|punters|booker|bookers',
  'person|people|persons|ppl|folk|folks|peeps|individual|individuals|consumer|consumers|recipient|recipients|profile|profiles|ones|those|one|subscriber|subscribers',
  'account|accounts|company|companies|business|businesses|organisation|organisations|organization|organizations|firm|firms|tenant|tenants|donor|donors|traveller|travellers|traveler|travelers|passenger|passengers',
  'customer|user|account|client|member base',
  'audience|audiences|segment|holders|holder|owners|owner|addressees|accountholders|records|contacts|student|students|learner|learners|attendee|attendees|participant|participants|resident|residents|them|us',
);

/** What some businesses call their customers, and others may call only some of them. */
export const CALLING = pattern(
  'runner|runners|swimmer|swimmers|climber|climbers|golfer|golfers|skier|skiers|diver|divers|hiker|hikers|dancer|dancers|gardener|gardeners|rider|riders|cyclist|cyclists|fan|fans|flyer|flyers|driver|drivers|commuter|commuters|player|players|gamer|gamers|reader|readers|listener|listeners|viewer|viewers|watcher|watchers|streamer|streamers|pupil|pupils|trainee|trainees|athlete|athletes|citizen|citizens|household|households|backer|backers|supporter|supporters|drinker|drinkers|eater|eaters|lover|lovers|enthusiast|enthusiasts|wearer|wearers|adopter|adopters|borrower|borrowers|policyholder|policyholders|cardholder|cardholders|seller|sellers|host|hosts|renter|renters|tourist|tourists|theatregoer|theatregoers|concertgoer|concertgoers|home|homes|family|families|couples',
);

/** Of `CALLING` whom a business calls so that knows such things of them. */
export const CALLED_FOR: readonly (readonly [Pattern, RegExp])[] = [
  [pattern('player|players|gamer|gamers'), /^(game|gam\w+|guild|level|quest|console|team|position|squad)$/],
  [pattern('supporter|supporters|backer|backers'), /^(donat\w+|giving|gift|pledge|appeal|fundrais\w+)$/],
  [pattern('driver|drivers'), /^(car|vehicle|mileage|odometer|fuel)$/],
  [pattern('reader|readers'), /^(book|magazine|author|genre|edition|issue|article)$/],
  [pattern('rider|riders|cyclist|cyclists'), /^(bike|ride|horse|pony|frame)$/],
];

/** Whom businesses call their customers that know of their children or pets. */
export const PARENTS = pattern(
  'parent|parents|family|families|mum|mums|mom|moms|dad|dads|mother|mothers|father|fathers',
  'parents|mums|moms and|& dads',
  'mothers and|& fathers',
);

/** Those of `PERSON` who did something, which not all have done. */
export const DOERS = pattern('donor|donors|attendee|attendees|participant|participants');

/** Those of `PERSON` who may be only some of the customers, unless the data shows a business where all are called so. */
export const OFTEN_SOME: readonly (readonly [Pattern, RegExp])[] = [
  [
    pattern('student|students|learner|learners'),
    /^(course|lesson|class|school|grade|exam|teacher|tutor|instructor|stud\w+|universit\w*|semester|degree|campus|learn\w*|enrol\w*)$/,
  ],
  [pattern('tenant|tenants'), /^(rent|rental|lease|tenan\w+|landlord|workspace|seat)$/],
  [
    pattern('traveller|travellers|traveler|travelers|passenger|passengers'),
    /^(flight|airport|trip|journey|train|travel\w*|cabin|airline|mile|route|fare|cruise|passport|passenger)$/,
  ],
  [
    pattern('subscriber|subscribers'),
    /^(subscri\w+|plan|magazine|edition|streaming|tariff|sim|data|newsletter|box)$/,
  ],
  [
    pattern(
      'company|companies|business|businesses|organisation|organisations|organization|organizations|firm|firms',
    ),
    /^(compan\w+|firm|organi[sz]ation|business|employee|industr\w+|seat|vat|headcount|mrr|arr|workspace|trade)$/,
  ],
];

/** Who has something that is said beside it: alone it says of what nobody knows. */
export const HAVING = pattern('owner|owners|holder|holders');

export const EVERYONE = pattern(
  'everyone|everybody|anyone|anybody',
  'all of? the|our|my? customers|people|users|members|clients|contacts|guests|patients|subscribers|shoppers|accounts|companies|recipients|visitors',
  'every|each customer|person|user|member|client|contact|guest|patient|account|company',
  'all',
  'the? whole|entire|full|complete|total base|list|database|customer|audience base|list|database',
  'the? whole|entire|full base|list|database|audience',
  'all of them|us|you',
  'every one',
  'each and every customer|one|person',
);

/** What a question begins with to say that it is one; anywhere else these words mean something. */
export const COMMAND = pattern(
  'show|list|find|get|give|fetch|target|select|pick|return|display|see|want|need|like|search|identify|count|filter|include|query|pull|export|retrieve|bring|tell|choose|lookup|figure|determine|create|build|know|lets|let|make|keep|limit|provide|prepare|share|check|generate|compile|extract|grab|gather|deliver|reach|supply|run|send',
  'show|give|get|find|send|tell|list|fetch|pull|bring|grab|let|provide|prepare|make|draw|build|export|share|have|need|want to? me|us|you have|see|know|with|over?',
  'put|get|pull|bring together',
  'draw|write up',
  'send|share|hand over',
  'i|we would|want|need|d|should|will like|to? to? target|reach|see|find|contact|message|send|know?',
  'email|mail|message|text|ping|forward|whatsapp me',
  'search|look|looking for',
  'look up',
  'bring|pull|open up',
  'get|getting hold of',
);

/** Words that carry no meaning of their own here. */
export const NOISE = pattern(
  'the|a|an|our|my|your|their|his|her|its|all|any|some|of|please|pls|kindly|just|there|here|currently|now|also|too|as|well|really|actually|already|still|yet|ever|then|so|both|it|they|we|i|you|he|she|which|whether|other|others|only|solely|exclusively|us|them',
  'is|are|was|were|be|been|being|am|has|have|had|having|do|does|did|done|doing|can|could|will|would|should|shall|may|might|must',
  'in|on|at|to|with|for|from|by|about|into|onto|within|per|via|through|over|who|whom|whose|that|this|these|where|what|when',
  'segment|group|cohort|audience|results|result|list|set|overview|breakdown|spreadsheet|extract|rundown',
  'overview|breakdown|spreadsheet|extract|export|rundown|report of|on|with?',
  'how many',
  'how much',
  'who are',
  'who is',
  'a? list of',
  'number of',
  'the number of',
  'count of',
  'names of',
  'in total',
  'at all',
  'right now',
  'at present',
  'at the moment',
  'as of now|today',
  'of? all time',
  'at least one',
  'in order',
  'hi|hello|hey|thanks|thank|ok|okay|yes|well',
  '.',
  '?',
  '!',
  ';',
  ':',
  '…',
  "'",
  '"',
  '`',
  '*',
  '•',
  'both|each times|occasions',
  'live|lives|living|based|located|situated|resident|residing|reside|resides|whose',
  'a total of',
  'out of',
  'that are',
  'who are',
  'as well',
  'of course',
  'sort of',
  'kind of',
  'i mean',
  'the following',
  'which ones',
  'which|who|whom|those of them|those|these|you',
  'how many of them|those|these|you',
  'those',
  'group of',
  'set of',
  'segment of',
  'audience of',
  'base of',
  'are there',
  'do we have',
  'have we got',
  'do i have',
  'is there',
  'exist|exists',
  'exactly',
  'inclusive',
  'status',
  'of their|his|her own',
  'in? any|whatever currency',
  'belonging to',
  'belong|belongs to',
  'with respect to',
  'distinct|unique',
  'at any time|point|stage',
  'so far',
  'instead',
  'to date',
  'at random',
  ', random|randomly',
  'enrolled|registered at|in|on|with',
  'in total|overall|altogether',
  'overall|altogether',
  'per|by customer|user|person|client|member',
  'any time|anytime',
  ',? inclusive|included ,?',
  '( inclusive )',
);
