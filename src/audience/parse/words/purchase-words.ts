import { pattern } from './patterns.ts';

export const BOUGHT = pattern(
  'bought|buy|buys|buying|purchased|purchasing|ordered|ordering|shopped|acquired',
  'purchase|purchases|order|orders',
  'shop|shopped|shopping for',
  'purchase|purchasing|buying|order activity|history',
  'paid for',
  'made|make|placed|place|did|done a|an|any|some purchase|purchases|order|orders of|for?',
  'made|make|placed|place|do|did purchases|orders of|for?',
  'own|owns',
  'spent|spend|spends any|some? money|cash',
  'picked|snapped up',
  'used to buy|order|purchase|book|rent|hire|shop',
  'donated|donate|donates|gave|give|gives|given|contributed|contribute to',
  'grabbed',
  'booked|rented|hired|used|tried|took|licensed|installed|downloaded|reserved',
  'got',
  'with|have|has|had a|an|any purchase|order of|for?',
  'buyer|buyers|purchaser|purchasers|shopper of',
  'purchase|purchases|order|orders of',
  'having|have bought|purchased|ordered',
  'bought|ordered|purchased from us?',
  'buyers|purchasers|buyer|purchaser',
  'a|one|any single? purchase|order|transaction',
  'single purchase|order|transaction',
  'with|made|placed|have|has|had|did a|an|one|any single? purchase|order|transaction',
);
/** Of what is sold and takes place. */
export const TOOK_PART = pattern(
  'came|come|been|were|was|dropped|brought back? in|by for',
  'was|were|been? seen|treated for',
  'came|went|gone|come|been along|over|out? to',
  'signed|sign up for|to',
  'registered for',
  'attended|attend',
  'took|taken|take part in',
  'participated in',
  'took|taken|take|takes|taking out',
  'taken|taking',
  'made|make|makes|making|did',
  'applied|apply|applies|applying for',
  'opted|opt|opting|went|gone for',
  'subscribed|subscribe|subscribes|subscribing to',
  'invested|invest|invests|investing in',
  'switched|upgraded|moved to',
  'holds|hold|holding|held',
  'treated themselves to',
  'opened|open',
);
/** Of what is staged: whoever saw it was there. */
export const SAW = pattern(
  'saw|seen|see|watched|watch|heard',
  'went|gone|been|came|come to see|watch|hear',
  'been|was|were at',
);
/** Of TOOK_PART the verbs of what is done so many times, and not taken home in so many pieces. */
export const DONE_TIMES = pattern('made|make|makes|making|did', 'applied|apply|applies|applying for');
/** `has not taken one out`: the thing stands inside of the verb. */
export const TAKEN_OUT = pattern('took|taken|take|takes|taking it|one|any|them|that|some out|up');
export const PURCHASES = pattern('purchase|purchases|order|orders|bookings');
export const CARTED = pattern('carted', 'added|add|put|placed|adding', 'have|has|had|with|having', 'left');
export const IN_CART = pattern(
  'to|in|into|inside a|an|the|their|our|his|her? shopping? cart|carts|basket|baskets|bag|bags|trolley',
);
export const CARTED_PLAIN = pattern(
  'carted',
  'carts|cart|basket|baskets with|containing|contains|contain|has|having|holding',
  'added to a|an|the|their? shopping? cart|carts|basket|bag',
  'put|left|leave|sitting|waiting in|into a|the|their|our|his|her? shopping? cart|basket|bag|trolley',
  'in? cart|carts|basket|baskets :',
  'started|began|begun|reached the|a|their? checkout',
);
export const VIEWED = pattern(
  'viewed|view|views|viewing|browsed|browse|browses|browsing|seen|saw',
  'looked|look|looks|looking at',
  'checked out',
  'visited the? page|pages of|for',
  'clicked|click on',
  'browsed|browse through|for',
  'had a look at',
  'viewers of',
  'views of',
  'product|page|item|site view|views of?',
);
export const SPENT = pattern(
  'spent|spend|spends|spending',
  'spent|spend|spends a? total of?',
  'total|overall|lifetime|cumulative|combined spend|spending|spendings|expenditure|revenue|sales|turnover',
  'their|whose|the|with|have|has|of a? total|overall|lifetime? spend|spending|revenue',
  'spenders of?',
  'with|have|has? revenue|sales|turnover of?',
  'total|overall|combined|cumulative purchases|orders',
  'total revenue|sales|purchases|purchase|order value|amount',
  'with|have|has|whose? a|an|the? customer? lifetime value of?',
  'with|have|has? a|an|the? ltv|clv|cltv of?',
  'paid|pay|paying',
  'sum|value|total of purchases|orders|their orders|purchases',
  'purchases|orders totalling|totaling|worth|adding up to?',
  'purchased|ordered|bought goods|products|items worth|for',
);
export const AVERAGE = pattern(
  'with|whose|have|has|the|their|an? average|mean|avg purchase|order|basket|spend|transaction|ticket value|amount|size|total|spend?',
  'average|mean|avg value|amount|size|spend|spending of|per their|an|a|all? order|orders|purchase|purchases|visit|basket|transaction|booking',
  'aov',
  'spend|spending|spent|amount|value per order|purchase|transaction|basket|visit',
  'average|mean|avg purchase|order|basket|spend value|amount|size?',
  'spend|spends|spent|spending on average per? order|purchase?',
  'spend|spends|spent|spending an? average of',
);
export const FIRST = pattern(
  'first purchase|order|transaction|buy|purchased|bought|ordered|booked|reserved|rented|hired|shopped|donated|gave|paid',
  'first time purchase|order|bought|ordered',
  'made|placed|whose|their|with|the a|the|their? first|initial purchase|order|ever?',
  'first time buyers|buyer|purchasers|shoppers|customers',
  'initial purchase|order',
  'date of first purchase|order',
  'first purchase|order date',
  'bought for the first time',
  'purchased|ordered for the first time',
  'new buyers',
);
export const LAST = pattern(
  'last|latest purchase|order|transaction|purchased|bought|ordered|buy|booked|reserved|rented|hired|shopped|donated|gave|paid',
  'last purchased|bought|ordered|booked|rented|hired|donated|gave|paid something|anything',
  'most recent|recently purchase|order|transaction|purchased|bought|ordered|booked|reserved|rented|hired|shopped|donated|gave|paid',
  'whose|their|with|the a|the|their? last|latest purchase|order|transaction',
  'whose|their|with|the a|the|their? most recent purchase|order|transaction',
  'last|latest purchase|order date|at',
  'date of last|latest purchase|order',
  'whose|the newest purchase|order',
  'last placed|made an|a order|purchase',
  'made|make|makes|placed|did|had the|their|his|her|a last|latest purchase|order|booking|transaction',
  'made|make|makes|placed|did|had the|their|his|her|a most recent purchase|order|booking|transaction',
  'bought|ordered|purchased last',
  'the last|latest|newest one|time|order',
  'the most recent one|time',
  'the last|latest of which|them|those',
  'the most recent of which|them|those',
);
export const NEWEST = pattern('newest purchase of all');
export const OLDEST = pattern('oldest purchase of all');

export const IS = pattern(
  'is|was|were|are',
  'has been',
  'took place|on?',
  'occurred|occurs|falls|happened on?',
  'took place|happened|came|fell|dates|dated back?',
  'was|is? made|placed|done|bought|taken|signed|booked|ordered out? on?',
  'of',
  'is|was of',
  ':',
);
export const NOTHING = pattern(
  'nothing|none at all',
  'nothing|none',
  'never|not a|an|any?',
  'no products|product|items|item|things|goods',
  'no',
);
export const IT = pattern(
  'it|them|that|those|these|one',
  'any of it|them|those|these',
  'the same',
  'the same product|item|products|items|one',
  'that product|item|one',
  'one of them|those',
  'either of them',
);
export const UNITS = pattern(
  'unit|units|item|items|piece|pieces|pcs|product|products|copies|thing|things|article|articles|bottles|packs|boxes|pairs of?',
  'bags|sacks|tins|cans|jars|rolls|sets|tubes|cartons|crates|sheets|bunches|trays|tubs|packets|cases|pots|bars|tickets|kegs|reams|loaves|slices|portions|servings|tonnes|barrels of',
  'unit|units|item|items|piece|pieces|pcs of?',
);
