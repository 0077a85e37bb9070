import { isOrdinaryWord } from '../words/ordinary-words.ts';
import { grammarWords } from '../words/patterns.ts';
import { keyWords } from '../words/tokens.ts';
import type { Add, Ref } from './ref.ts';

/**
 * Cities that are written otherwise in English than where they lie: the English name first, then what the people there or their
 * neighbours write. Only names that are no ordinary words and no other well-known place.
 */
const CITIES = `
Lisbon=Lisboa; Seville=Sevilla; Corunna=A Coruña=La Coruña; Saragossa=Zaragoza; San Sebastian=Donostia; Pamplona=Iruña;
Rome=Roma; Milan=Milano; Turin=Torino; Florence=Firenze; Venice=Venezia; Naples=Napoli; Genoa=Genova; Padua=Padova;
Mantua=Mantova; Vatican City=Città del Vaticano;
Munich=München=Muenchen; Cologne=Köln=Koeln; Nuremberg=Nürnberg=Nuernberg; Hanover=Hannover; 
Dusseldorf=Düsseldorf=Duesseldorf; Vienna=Wien; Zurich=Zürich=Zuerich; Geneva=Genève=Genf; Lucerne=Luzern; Basle=Basel=Bâle;
Berne=Bern; Strasbourg=Straßburg=Strassburg; Marseilles=Marseille; Lyons=Lyon; Brussels=Bruxelles=Brussel;
Antwerp=Antwerpen=Anvers; Ghent=Gent=Gand; Bruges=Brugge; Liege=Liège=Luik; Louvain=Leuven; Mechlin=Mechelen;
Hague=Den Haag; Copenhagen=København=Kobenhavn; Aarhus=Århus;
Elsinore=Helsingør; Gothenburg=Göteborg; Malmo=Malmö; Helsinki=Helsingfors; Turku=Åbo; Reykjavik=Reykjavík;
Prague=Praha; Pilsen=Plzeň; Brno=Brünn; Warsaw=Warszawa; Cracow=Krakow=Kraków; Gdansk=Gdańsk=Danzig; Wroclaw=Wrocław=Breslau;
Lodz=Łódź; Poznan=Poznań; Vilnius=Wilno; Budapest=Budapešť; Bucharest=București; Cluj=Cluj-Napoca; Belgrade=Beograd=Београд;
Sofia=София; Skopje=Скопје; Zagreb=Agram; Athens=Athina=Αθήνα; Thessaloniki=Salonica=Salonika=Θεσσαλονίκη; Piraeus=Πειραιάς;
Nicosia=Lefkosia=Λευκωσία; Istanbul=İstanbul; Izmir=İzmir; Moscow=Moskva=Москва; Saint Petersburg=Sankt-Peterburg=Санкт-Петербург;
Kyiv=Kiev=Київ=Киев; Kharkiv=Kharkov=Харків; Odesa=Odessa=Одеса; Lviv=Lvov=Львів; Minsk=Мінск=Минск; Tbilisi=თბილისი; Yerevan=Երևան;
Cairo=القاهرة; Casablanca=الدار البيضاء; Marrakesh=Marrakech=مراكش; Tangier=Tanger=طنجة; Algiers=Alger=الجزائر;
Damascus=دمشق; Beirut=Beyrouth=بيروت; Baghdad=بغداد; Riyadh=الرياض; Jeddah=جدة; Mecca=Makkah=مكة; 
Doha=الدوحة; Dubai=دبي; Abu Dhabi=أبوظبي; Kuwait City=مدينة الكويت; Muscat=مسقط; Tehran=Teheran=تهران; Jerusalem=ירושלים; Tel Aviv=תל אביב;
Tokyo=Tōkyō=東京; Osaka=Ōsaka=大阪; Kyoto=Kyōto=京都; Yokohama=横浜; Nagoya=名古屋; Sapporo=札幌; Kobe=Kōbe=神戸; Fukuoka=福岡; Hiroshima=広島;
Seoul=서울; Busan=Pusan=부산; Incheon=인천; Daegu=대구; Beijing=Peking=北京; Shanghai=上海; Guangzhou=Canton=广州; Shenzhen=深圳; Chengdu=成都;
Hangzhou=杭州; Nanjing=南京; Wuhan=武汉; Hong Kong=香港; Macau=Macao=澳門; Taipei=台北=臺北; Bangkok=กรุงเทพ=กรุงเทพมหานคร; Chiang Mai=เชียงใหม่;
Hanoi=Hà Nội; Ho Chi Minh City=Saigon=Thành phố Hồ Chí Minh; Phnom Penh=ភ្នំពេញ; Yangon=Rangoon; Mumbai=Bombay=मुंबई; Delhi=दिल्ली;
Kolkata=Calcutta; Chennai=Madras; Bengaluru=Bangalore; Dhaka=ঢাকা; Karachi=کراچی; Lahore=لاہور; Mexico City=Ciudad de México=CDMX;
Havana=La Habana; Panama City=Ciudad de Panamá; Guatemala City=Ciudad de Guatemala; Montreal=Montréal; Quebec City=Ville de Québec
`;

/** Names of each city, as key words with a space between. */
const NAMES: readonly (readonly string[])[] = CITIES.replaceAll('\n', ' ')
  .split(';')
  .map((city) => [...new Set(city.split('=').map((name) => keyWords(name).join(' ')))])
  .filter((names) => names.length > 1);

/** `Lisbon` for the city that is stored as `Lisboa`, where nothing of the data is called `Lisbon`, and the other way round. */
export function addCities(refs: ReadonlyMap<string, readonly Ref[]>, add: Add): void {
  for (const names of NAMES) {
    const stored = names.flatMap((name) => (refs.get(name) ?? []).filter(isWholeValue));
    const unused = names.filter(
      (name) =>
        !refs.get(name)?.some((ref) => !('isPart' in ref && ref.isPart)) &&
        !grammarWords.has(name) &&
        !isOrdinaryWord(name),
    );
    for (const name of unused) for (const ref of stored) add(name.split(' '), ref);
  }
}

function isWholeValue(ref: Ref): boolean {
  return ref.is === 'value' && ref.isPart !== true && ref.field.type === 'text';
}
