/** What can't be done, as a sentence for whoever sits at the page. */
export class Refusal extends Error {}
