/**
 * The commonest English words that neither the grammar nor the list of what people say about shops has, those near a word of the grammar
 * down to rarer ones: golf is no gold, and slept not spent. A singular stands for its plural, too.
 */
export const COMMON: ReadonlySet<string> = new Set(
  `abide ability aboard abort absolute absolutely academy accent access accident accordingly accordion accounted accounting accused ace aces
acquire acquitted acre acres acting action activate actively activity actor actress acts addiction additional admiral admire admit
admitting adopted adoption adult advance advantage adventure advice advise affair affect afford afraid afternoon afterward agency agent
agreement aid aide aiding air airport alarm alcohol ale alert alien alike alive alley allowing ally almost alter alternative alternatives
altogether amazing ambassador ambition ambulance amen analysis ancient angel anger angle angry animal announcer annoying answered
answering ant ants anxious anyhow anyway apartment ape apes apiece apologize apology apparently appeal appear appearance applause apple
apply appreciate approach approve approved apt arc arch area argue argument ark arm armed arms army arrange arranged arrest arrested
arrive arrived arrow art artist arts ash ashamed asks asleep ate attached attack attacked attempt attend attendant attendants attended
attention attitude attorney attracted attractive audition aunt authority authorize avenue awake awesome awfully awhile awkward axe axle
baby background backing backwards bacon bad badge badly bail bailed bake baked baker balance balanced bale ball ban band bang banging
bank banking bar bard bare barely bargain bark barking barn baron bars baseball basement bash bashed basic basically basing basis
basketball bass bat batch bath bathe bathroom bats batter battery battle bay beach bead beads bean bear beard beast beat beaten beating
beautiful beauty becoming bedroom bee beef beer bees begging behalf behave behavior believed bell belly belonged beloved belt bend bender
beneath benefit benign bent bet betrayed bets betting biased bible bid bike bill bind bingo bird bishop bite bitter blade blame blanket
bleach bleeding bleeds blended bless blessed blew blind blink blinking bloc blocking blog blonde blood blow blowing blown blunder boar
boarding boat bold bomb bond bone booking boom boon boost boot booted booth border bore bored boring borne borrowed boss bother bothering
bottle bottled bounce bouncing bout bow bowl boxer boyfriend boys brag brain brandy brass brave bravo breach breached breakfast breaking
breath breathe breathing bred breed breeding breeds bride bridge brief bright brilliant bringing brink broad broke brook brooks broth
brownies browning bruising brunch brush buck bud buddy buds buffalo bug bugs built bull bullet bullion bullying bump bums bun bunch bunk
bunks bunny buns bureau buried burn burned burning bury burying bus buses bush businessmen bust busted butter button buzz cab cabin cable
cafe cage cake calf caller calling calm calmed camel camera camp cancer candy cane cannot cant cap capable cape caper capital captain
captured carats cared career carefully carol carp carpet carried carrying cars cartel carved casino casket cast castle casually cat catch
catching catering catholic cats cattle caught caused cave celebrate cellar cello central century ceremony certainly chain chair chairman
challenge chamber champ champagne champion changed changing chanting chap chapter char character charged charisma charity charm charming
chart charter chase chasing cheat cheated cheating checkers checking cheeks cheer cheering cheese chef chemical cherry chest chick
chicken chief childhood chili chill chimes chin china chip chocolate choir choking choosing chop chopped chopper chopping chose chosen
chow chuck chuckles cigar cigarette circling circus citizen civil clamp clamps clams clan clanking classic classy claws clay cleaned
cleaners cleaning cleansing cleared clearing clearly clerk clever cliff climb climbing clinging clinical clinking cloaking clock clocked
clog closer closet closing cloud clown club cluck clue coals coarse coast coasters coat cocoa cog coils coin coke colder collection
collide colon colonel coloring colour coma comb combat combine combing comedy comet comfort command commander commercial commission
commit committed committee committing communicating community companion compares compelled compete completely complex computer conceited
concern concerned concert concludes condition conduct conducted cone conference confess confession confidence confined confirm confirmed
confused connected connecting connection connects conscience consensus consider considered consists consolation constant consulted
consulting consume consumed contacting contained container contented contest continue continuing contracted control convent convention
conversion converted convicted convince convinced cooked cookie cooking cool cooled cooling cooper cope copied coping cops cords core
corn corner corporal correct correctly costume cosy cotton couch coughing council counsel counter countess county coupled courage court
courting cousin cove covered covering cow coward cowboy cozy crack crackers cracking cram cramp cramping cramps crane crash crate crawl
crawling crazy creaking creaks cream creamed creamy crease creations creative creature creep creepy cremated crew cried crime criminal
crisis critical crook crooks crop cross crossed crossing crow crowd crown cruel cruise crunchy crush crutch crying crystal cub cubes cue
culture cunning cure curious currency curse curt curtains custody customary cute cuts cutting cycled daddy dads daisy dam dame danced
dancer dancing danger dangerous dare dared daring dark darkness darling darn dart dash dating dawn deaf dealer dealing dealt dean dear
death decadent deceive deceived deceiving decency decent deception decided deciding decision deck declared decline decode deed deeper
deeply defeat defend defendant defense definitely degrading degree delicious delighted delivering demon denial denied dent dentist deny
departmental depending depends depressed deputy describe desert deserted deserve deserved design designed desire desperate despite
dessert destined destiny destroy destroyed detained detected detective determined developed dials diamond dice died dies diet difference
differently difficult digging dill dime dine diner dining dip direction directly director dirt dirty disappear disaster discover
discovered discovery discuss discussion disease disgusting dish disks dismissed displayed distance distinctly distract district disturb
ditch dive dived divine diving division divorce divorced dogs doll dome dominion dose dots dough dove downstairs downtown drag dragged
dragon drama drank drawer drawing drawn dread dreamed dreaming dressed dressing drew dried drill drinking drip driver driving drone drove
drown drowning drunk dry duck dude duel duke dull dumb dumber dump dumped dunes duo dust duty dwell dying eagle ear earl earliest earned
ears earth ease easier easily eaten eating eats edge editor education effect effort eggs eighth elder electric electrical electrons
elephant elevator emerge emergency emotional emperor empire employee ended ending enemy energy engagement engine engineer enjoyed
enjoying entered entering entirely entitled entrance entry episode escape escaped escort especially estate ether eventually everywhere
evidence exam example exceeded exceedingly excellent exceptional exchange excited excitement exciting excuse executed execution exercise
exhausted existence exit exiting expected expecting experience experiment expert explain explained exploded explodes exploding explosion
express expression extending extinction extracted extradition extremely eyes fabulous faced facility factory fade failure fair fairy
faith fake fallen falling fame familiar fancy fans fantastic fantasy farce fare farmer farther fashion faster fat fate fault favour fear
feast feathers feces federal feed feeding feeling fellow felt fence fever fielding fiend fighter fighting figured filed filet filing
filmed filth filthy finally financial finding fined finer finest finger finished fins fire fired firing fished fishing fist fit fits
fixed flair flank flash flashy flavor flesh flew flick flies flip flood flooding floods flour flower flush flying foam focus fog fold
followed fond fool fooling foolish foot football forced ford fore foresight forest forever forgetting forgive forgot forgotten fork fort
forth fortune foster fought foul foundation founding fourteenth frail frame francs frank frankly freedom freeze freezing french freshman
freshmen fried friendly friendship fries frightened frog frozen fruit fuel fully function funeral funny furniture fuse gag gage gain
gained gale gall gallows gambling gang garage garbage gardener gate gather gavel gaze gel gem gene generation generous genius gentle
gentleman gentlemen germs ghost giant giggle giggles gill gimme girlfriend giving glad glory glove goal goat gods goggles golden golf
golfer gong goodbye goodness goodnight goody goons goose gorgeous gosh government governor gown grab grabbed grace graduate grass
grateful grave gray greatest greed greet greeting grenade grenades grew gross growing growling grown grunting guarantee guard guess guild
guilt guilty guitar gum guns guts habit hack hacking hail hair haired hale halfway halo halt hammer handled handling handsome handy hang
hanging happier happiness harbor harbour hardened harder hardly hare harm harry hart hat hatch hated hating hats haunting haven hawk haze
hazing headache headed heading headstone heal healed healthy heap hearing heat heave heaven heed heir helicopter helm helped helpful
helping helpless hen herb herd hereafter hero heroes herself hick hidden hide hiding highly highway hike hill himself hind hip hire
hiring hiss hither hits hitting hive hockey holding hole holler hollow holy homeland homework homey homicide homie honest honestly honey
honeymoon honor hood hook hooking hoped hopefully hoping hopped hopper hopping hordes horn horrible horse hose hospital host hostage
hosted hub huge hull hum humor hung hungry hunt hunted hunter hunting hurry hurt hurting hut ice identity idiot ignorant ignored illegal
imagine imitating immediate important impossible impressed impression impressive incentive inch incident inclined included incoming
incomplete incredible incredibly indeed indistinct individually industry influence info inform informed initially initiate injected
injured ink inland innocent insane inserted insist inspector inspired instance instinct insult insulted insurance insure intend intended
intensity interact intercept intercepted internet interrupt interview introduce introduced intruding invented inventive invisible
invitation involved iris iron irony island jack jacket jade jail jazz jealous jeans jersey jets jewelry jingle jobs jog joint joke joking
journey judge judgment juice jump jumped jumping jumpy jungle junior junk jury justice keeping kelp keys kick kicked kicking kidding
kidnapped kidnapping killed kin king kingdom kiss kissed kissing kit kitchen kite kitty knee kneel kneeling knew knife knight knit
knitting knob knock knocked knocking knot knowing knowledge labor lace lad lag laid lair lake lame lamp landed landing lane lapse laser
lash lass lasted latent latter laugh laughing laughter laundry lawn laws lawyer lay layer laying lays lazy leader league leaking lean
leaning learned learning learnt lease leash leather leaves leek leg legal legend legion legs lemon lend lending lens lent lesson lest
letting lever liar liberty library lice license lick licked licking lid lie lied lieutenant lifeline lift lifted lightning liked liking
lily lime lined linen liner linger lining lion lips liquor listened listening lit liter literally liven liver load loaded loading lobby
lobe locate location locked locker locking loft logo lone lonely longed loop loose loot looting lord loser losing loud lousy lovely lover
loving loyalty lucky luggage lumber lumps lust lying mace machine machinery mad madam madame magazine magic magnum maid maimed maintain
majesty maker makeup making mall malt mama manage managed management mane mangy manly manner marching mare margin margins maria marina
marine markings marriage marrow marry marrying marsh marshal mart martin marvelous mask mason mass massage mast mat mate material math
mayor maze meal meaning meant meantime meanwhile measure meat medal medallion media medical medication medicine meek meeting melt memory
mend mental mentioned menus mercy mere merely merged merry mess messed messenger messing metal midnight mighty mike military milk mill
miller mine mingle minister mink mint miracle mirror miserable miss missile mission mist mistake mistaken mistress mixed moan moaned moat
mobilize mode moist mold mole monitor monkey monster mood moon moral moron moss mostly motel moth motion motive motor mountain mounting
mouth movement movers movie moving muck multiply munch muscle muse museum mush musical mutt myself mysterious mystery myths nag nail
nailed narrowed nasty nation national natural naturally nature navy neat necessary neck needed needle needy negative neighbor nephew
nerve nervous nest net nets network newspaper nick niece nigh noble noise nonsense normally nose noticed noticing nowhere nuclear
numbered nurse nut nuts oar oat oats objection observed obvious obviously occasional occurred ocean odds offense offered offering officer
official officially olive omen opener opera operate operating operation operational operatives operator opinion opposite orange ordinary
original otherwise ouch ounce ourselves outfit outgoing outing outsider oven owes owls owned oxen oxygen pace packed packing pact pad
paged pager paging pain painful painted painting pajamas palace pale palm pan panic panicked pans pants papa par parade paradise pardon
parish park parking parsons parted participate particle particular partying passages passing passion pasta paste patch patent path
pathetic patience patiently patrol pattern patty pawned payments peaceful peach peak peanut pear pearl pears peat peck peek peep peer pen
pending penny pens pension perception perfect perfectly perform perfume perhaps period permanent personal personally personnel pest pet
peter pets phase phoned phoney phony photograph physical piano picket picking pickled picky picnic picture pier pierce pies pigs pike
pile pill pillow pilot pine pink pins pint pipe pit pitch pity pizza plaid planet plank planned planning planted plastic played playing
pleading pleasant pleased pleasure plot plug plum pocket poem poetry pointing poison poker pole police policeman policy polished polite
political politics poll polo pond pool poppy pops pork port porter position positive possession possible possibly pot potato potatoes
potential potter pouch pounding pour poured powder powerful practical practice praised prancing pray prayer praying preach precedent
precious pregnant prepare prepared presence presented presently preserve preserved preserving president presiding pressure pretend
pretending prevent previously pride priest prince princess principal principle principles prison prisoner privacy probably probation
problem procedure proceed proceeding process produce produced producer production professor programmed programmer progress project prom
promise promised promoted promoting prone prop properly property proportion propose protect protecting protection proud prove provide
provoked psychic pub puck pug pulled pulling pulp pulse pump punch punishment punk pup puppy pure purple purse pushed pushing putt
putting puzzled quarterly quartet quest quickly quietly quit quitters quitting rabbi rabbit race raced racing rack racked radar radio rag
rage raging rags raid raided rail railroad rain rained rainy raised raising rake rally randomly rang ranger ranking ransom ranting rapes
rare rash rat rats rave raving rays react reacted reaction reactive reading reality realize realized reap reaper reapers rear reasonable
recall receiver reception receptive recipe recipes recite reckon recognize recommend recorder recording reds reed reference referred
referring reflected reformed refuse regarded regent regiment regional registry regret rehearsal reins related relax release released
relief relieved relieving religion religious remarkable remembered remind reminding remote removed render repaired repeated repent
replace reported reporter reporting represent reprieve republican republicans repulsed reputation required rescue rescuing research
resent reserve residence residue resigning resist resisted resisting resolved respected respond response restaurant rested restraint
restricted resulted retired retiring retrieval retrieved reunited revenge reversed reviewed revolution reward rewarded rewarding rice rid
ridden ride ridiculous riding rifle ringing rink ripped rise risk roach roam robbed robbery robin robot rock rocket rocky rode role roll
rolling roman romance romantic roof roommate root rope roped rose rot rotten rough rounding route routine row rowed royal rub rubber ruby
rude ruin ruined ruining rum runs rush rust rusty sack sacred sacrifice safe safely safer safety sage sail sailed sailing sailor saint
sake salad sally salt sample sanction sand sandwich sandy sane sash satellite satisfied saturated sauce saving saying scandal scandals
scare scared scary scene scent schedule science scientific scientist scold scotch scout scratch scream screaming screen screw screwed
script seal searched searching sears secondly secretary secure security sedan seduction seed seeing seek seem seemed seize selected
selection self selfish selling semen senator sender sending sensitive sensor sensors sentence separated separately serenity sergeant
serial series serious seriously servant served serving setting settle settled seventh severely sewed sewer sex shadow shake shaking shame
sharing shark shave shaved shaving sheen sheep sheer sheet shell shelter sheriff sherry shift shine shipping shock shocked shocking shoe
shoo shoot shooting shore shorted shorten shortest shorthand shot shoulder shout shouted shouting shove showed shower showing shown
shrink shut sigh sighing sight signal signaling signature silence silently silly similar simmer simply simulated sin sing singer singing
sink sinned sins sinus sire site sitting situation sixteenth sixth skate skated ski skid skin skinny skipping skull sky slack slacking
slap slapping slate sledged sleeping sleepy slender slept slick slid slide slightly slim slip slipped slippers slipping slop slot slower
slowly smarter smartest smell smiling smith smoke smoking smooth snake snap snapping sneak sneaked sneakers sneaking snip snooping snored
snort snorts snuff soap soccer society socks soda soldier sole solid solution solve somebody someday somehow someplace sometime somewhere
song sons sooner soothing sore sorta sought soul sounded sounding soup sour source southern span spanking spare spark spear species
specific speck speech speed speeding spell spelling spike spill spin spinning spirit spit spitting splendid splendor spoil spoke spoken
sporting spot sprain sprang spread spreading sprung spying squad square squeaking squeeze stabbing stable stag staged stains stairs stake
stale stalking stall stalling standard standing starch stare stared staring stark starring starter startled startling starved starving
stated statement stating station statue staying steady steak steal stealing steam steaming steel stem stepped stepping sterling stick
stickers sticking stiff stink stint stirring stitched stokes stole stomach stood stopping stormy straight straighten strange stranger
strength stress stretch strike string stroke stronger struck struggle stuck stud studied studio studs study studying stuffy stung stupid
sturdy suave subject success successful suction sudden suddenly sued suffer suffered suffering sugar suggest suggestion suing suitcase
suite sun sundae sunset sunshine super superior supper suppose supposed surely surface surgeon surgery surname surprise surprised
surrender surrounded survive survived suspect suspenders suspicious swallow swam sway swear swearing sweat sweater sweating sweeping
sweeps sweet sweetheart swell swept swim swimming swing switch sword system tack tag tags tail tailing taker taking tale talent talented
talked talking tame tank tape tart task tattoo taught taxi teacher teaching tear technology teen telephoned television telling temper
temple temporary tend tennis tent term terrible terribly terrific territory terrorist testify testimony testing theater theatre thee
theme themselves theory therapy therefore thick thief thinking thirsty thirteenth thorough thou thought threat threatened threw thrilled
thrive throat throw throwing thrown thumb thunder thus tick ticked tide tie tied ties tiger tight tile tilt timed timer timing tiny tire
toad toast toasted toe toes toga toilet token toll tone tongs tongue tool toot tooth toots torch tore torn torture toss totally touched
touching touchy tough tour toward towed towel tower toy toys trace tracking tradition traffic tragedy tragic trailer trained training
transcript transfer transition transport trap trapped trash trauma traveled traveling travelled tray tread treasure treated treating
treatment tries trigger troops trouble trough truce truck truly trunk trusted tub tube tumor tumors tune tunnel turkey turner turning
turtle twin twins twist twisting tying typed typical ugly uncle undercover underneath understand understood underwear undressed unfit
unhappy uniform unique unite united unity universe university untie untied unto unusual upon upper upstairs upward urgent useful useless
usher usually vacation vague valentine valley valuable valued valve vampire van vase vast vault veer vegan vehicle vent verses version
vest vice victim victor victory video viewer vile village vine violence violent virus visa vision visiting visual vomit vomiting vouch
vow wade wage wagon wailing waited waiter waitress wake walked walker walking wallet wand wanting ward warden warming warn warned warning
warrant warren wars wash washed wasp waste wasted wasting watched watching watered watt wave waving wax ways weapon wearing weave weed
weep weird western wet whale whatever wheat wheel whenever wherever whew whim whined whip whipping whiskey whistle whoa whoever whooping
wick wicked widow wild willing wilt wind wing wink winked winner winning wins wipe wire wired wisdom wise witch withdraw withdrawal
withdrawing withered witness wits woke wolf wondered wonderful wondering wood wore worm worn worried worry worrying worthy wound wounded
wrap wrapped wreck writ writer writing wrote yard yearn yell yelling yew youngest youngster yourself yourselves zone`.split(
    /\s+/,
  ),
);
