import type { Ids } from '../ids';

/** The words that the seed's records are made from. */
const WORDS = {
  firstName:
    'Ada Amir Amelia Aisha Ben Bianca Carlos Chloe Clara Daniel Diego Elena Ella Emeka Ethan Farah Felix Fiona Grace Hana Hugo Imani Ines Isaac Jack Jasmine Jonas Julia Kai Keiko Lena Leo Liam Lucia Maya Mateo Mia Mila Nadia Noah Nora Oliver Omar Oscar Priya Quinn Rafael Ravi Rosa Ruby Samuel Sara Sofia Tara Theo Uma Victor Wei Yusuf Zoe',
  lastName:
    "Adeyemi Ahmed Alvarez Anderson Baker Banerjee Bennett Brooks Byrne Campbell Carter Chen Costa Cruz Davies Diaz Dubois Edwards Evans Fischer Foster Garcia Gomez Grant Gupta Hall Hansen Hughes Ibrahim Ito Jackson Jensen Kaur Kelly Kim Kowalski Kumar Larsen Lee Lopez Martin Mbeki Meyer Mitchell Moreno Murphy Nakamura Nguyen Novak O'Brien Okafor Patel Reyes Rossi Santos Schmidt Silva Singh Tanaka Walker",
  street: 'Oak,Maple,Church,Station,Park,Victoria,Mill,Harbour,Queen,King,Cedar,Elm,Bridge,River,Garden',
  kind: 'Street,Road,Avenue,Lane,Drive,Close',
  company: 'Bluebird,Copper Kettle,Fairview,Granite,Juniper,Lighthouse,Meadow,Orchard,Riverbend,Silver Birch',
  trade: 'Bakery,Consulting,Fitness,Interiors,Landscaping,Law,Motors,Studios,Supplies,Travel',
  remark:
    'Prefers mornings.,Asked for a call back next week.,Came through a friend.,Wants a written quote first.,Moved house in the spring.,Speaks Spanish and English.,Left a kind review.,Will bring the paperwork.',
};

type Kind = keyof typeof WORDS;

/** Picks realistic names and words at random. The same seed gives the same ones. */
export class RandomData {
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  word(kind: Kind): string {
    const separator = WORDS[kind].includes(',') ? ',' : ' ';
    return this.one(WORDS[kind].split(separator)) ?? '';
  }

  /** One element of a list; undefined if the list is empty. */
  one<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#ids.random() * from.length)];
  }

  /** Some elements of a list, no more than `most`, in the order of the list. */
  some<T>(from: readonly T[], most: number): T[] {
    const chosen = new Set(Array.from({ length: this.number(0, most) }, () => this.one(from)));
    return from.filter((item) => chosen.has(item));
  }

  /** A whole number from `least` to `most`, both included. */
  number(least: number, most: number): number {
    return least + Math.floor(this.#ids.random() * (most - least + 1));
  }
}

/** A name as a part of an e-mail address: `O'Brien` → obrien. */
export function mailbox(name: string): string {
  return name.toLowerCase().replace(/[^a-z.]/g, '');
}
