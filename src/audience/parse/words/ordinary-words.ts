import { COMMON } from './english-words.ts';
import { NearWords } from './near-words.ts';

/**
 * English words that people use about customers and shops. None of them is a typing error of a word of the data: `women` is not Oman and
 * `table` is no tablet.
 */
const ORDINARY = new Set(
  `about above abroad account across active actual after again against agree alone along already although always amount annual another
answer apart april around asked asking august autumn average avoid award aware awful babies because become been before began begin
behind being believe belong below beside besides best better between beyond birth birthday black block blue board boats body bonus book
books boots borrow both bottom bought bound boxes brand bread break bring british broken brother brought brown budget build building
business busy buyer buyers buying called calls car came campaign cancel cancelled card cards cars care careful carry cart case cash category cause
center centre certain chance change charge chat cheap check child children choice choose church churn circle cities city claim class
clean clear click client clients clinic close closed clothes coach code coffee cold collect college color colour come comes coming
comment common company complain complained complaint complete contact content contract convert cook cost could count country couple
coupon course cover create created credit current customer customers daily damage dance data date dates daughter dead deal debt december
decide declined deep delay delete deliver demand desk detail device dinner direct discount doctor dollar door double doubt down draft
draw dream dress drink drive drop dropped dropping during each early earn east easy eight either email empty engaged english enjoy enough
enter entire equal error euro even evening event ever every evil exact except exist expect expensive expire expired extra face fact fail
failed fall family famous farm fast father february feel feet female field fifth fight file fill film final find fine finish first fish
five flag flat flight floor flow follow food force foreign forget form former forty forward found fourth free fresh friday friend friends
from front full fund funds future game games garden gave general gift girl girls give given glass goes going gold gone good goods grade
grand grant great green ground group grow guest guests guide guys half hall hand handle happen happy hard hate have having head health
hear heard heart heavy height held hello help here high higher highest history hold holiday home hope hotel hour hours house however
human hundred husband idea image import inactive income inside insert instead interest invite invited invoice issue item items itself
january join joined joining july june just keep kept kids kind know known lack ladies lady land language large last late lately later
latest latin launch lead learn least leave left less letter level life light like likely limit line link list listen little live lives
living loan local lock long longer look looked looking lose loss lost lots love loved lower loyal luck lunch made mail main major make
male manager many march mark market married master match matter maybe mean means meet member members mention message method middle might
mile million mind minor minute missed missing mobile model modern moment monday money month monthly months more morning most mother
mount mouse move moved much music must name named names near nearby nearly need needs never news next nice night nights nine nobody none
noon normal north note nothing notice november number numbers object october offer offers office often older once online only open
opened opening option order ordered orders other others ought over owner pack page pages paid paint pair paper parent parents part
partner parts party pass passed past patient patients pays peace people person persons phone photo picked piece place plain plan plane
plans plant plate play player please plenty plus point points poor popular post pound power prefer present press pretty price prices
prime print prior private prize product products profile promo proof proper public pull purchase purpose push quality quarter queen
question quick quiet quite quote raise ranch range rank rate rated rather reach read reader ready real reason recent record refer refund
refunded regular remain remember remove rent repeat reply report request rest result return returned returns review reviews rich right
ring river road room rooms round rule sale sales same saturday save saved says scale school score sea search season seat seats second
secret section select sell seller send sends senior sense sent september serve service session seven several shape share shares sharp
ship shipped shirt shoes shop shopped shopper shoppers shops short should show shows sick side sign signed signup silver simple since
single sister size skill skip sleep slow small smart smile snow social soft sold solo some someone something sometimes soon sorry sort
sound south space speak special spend spender spenders spending spent split sport spring staff stage stamp stand star start state states
status stay stayed step steps still stock stolen stone stop stopped store stores storm story street strong student students style such
suit summer sunday supply support sure table take taken takes talk tall target taste teach team tell tenant test tested text than thank
their them then there these they thin thing things think third this those though three through thursday ticket tickets tier time times
tired title today together told tomorrow tonight took topic total touch towards town track trade trail train travel treat tree trend
trial trick tried trip trips true trust truth trying tuesday turn turned twelve twenty twice type types under union unit units unless
until update upset used user users using usual valid value values various vehicle vehicles very view viewed views visit visited visitor visits voice vote
wait waiting walk wall want wanted wants warm watch water weak wear weather website wedding wednesday week weekday weekend weekly weeks
weight welcome well went were west what when where which while white whole whom whose wide wife will window wine winter wish with within
without woman women wonder word words work worked worker world worse worst worth would write wrong year yearly years yellow yesterday
young younger your yours youth zero`.split(/\s+/),
);

export function isOrdinaryWord(word: string): boolean {
  return ORDINARY.has(word) || COMMON.has(word);
}

/** These words by how they are written. */
export const nearOrdinary = new NearWords([...ORDINARY, ...COMMON]);
