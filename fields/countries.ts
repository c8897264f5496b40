/** Countries and time zones, with the names that the platform (ICU) knows for them. */
import { BadValue } from './field';
import { show, toText } from './values';

/** ISO 3166-1 alpha-2, without the territories that nobody lives in. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  );

/** Common names that ICU spells differently, in the form that {@link plain} gives. */
const ALSO: [name: string, code: string][] = [
  ['usa', 'US'],
  ['unitedstatesofamerica', 'US'],
  ['uk', 'GB'],
  ['greatbritain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['northernireland', 'GB'],
  ['czechrepublic', 'CZ'],
  ['uae', 'AE'],
  ['holland', 'NL'],
  ['turkey', 'TR'],
  ['hongkong', 'HK'],
  ['macau', 'MO'],
  ['ivorycoast', 'CI'],
  ['myanmar', 'MM'],
];

const nameOf = (code: string) => new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
/** A name's letters alone, without accents: `Côte d’Ivoire` as `cotedivoire`. */
const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\P{L}+/gu, '')
    .toLowerCase();

let codes: Map<string, string> | undefined;
/** The codes by plain name, made when the first is asked for. */
function codeByName(name: string): string | undefined {
  codes ??= new Map([...COUNTRIES.map((code): [string, string] => [plain(nameOf(code)), code]), ...ALSO]);
  return codes.get(plain(name));
}

/** All countries, by name. */
export function countryChoices() {
  const results = COUNTRIES.map((code) => ({ id: code, label: nameOf(code) }));
  return { results: results.sort((a, b) => a.label.localeCompare(b.label)) };
}

/** All time zones. */
export function timeZoneChoices() {
  return {
    results: Intl.supportedValuesOf('timeZone').map((zone) => ({
      id: zone,
      label: zone.replaceAll('_', ' '),
    })),
  };
}

/**
 * A country's code, from the code or from the English name.
 *
 * @throws BadValue where no country has that name
 */
export function toCountryCode(value: unknown): string {
  const given = toText(value).trim();
  const code = given.toUpperCase();
  const found = COUNTRIES.includes(code) ? code : codeByName(given);
  if (!found) throw new BadValue(`a country, or its code such as US; it is ${show(given)}`);
  return found;
}
