import { fullName } from '../api/shared/contact-answers';
import { DAY_MS } from '../clock';
import type { Ids } from '../ids';
import { objects, text } from '../json';
import type { LocationRow, State } from '../state';
import { TODAY } from './plan';
import type { RandomData } from './random-data';

/** The pipelines, with their stages. */
const PIPELINES = {
  Sales: ['New Lead', 'Contacted', 'Proposal Sent', 'Negotiation', 'Closed'],
  Renewals: ['Due Soon', 'Reminded', 'Renewed'],
};

const DEALS = ['First package', 'Yearly plan', 'Referral offer', 'Spring offer', 'Upgrade'];

/** Adds two pipelines in a sub-account, reasons to lose, and an opportunity for every third contact. */
export function addOpportunities(state: State, random: RandomData, ids: Ids, locationId: string): void {
  const isHere = (row: LocationRow) => row.locationId === locationId;
  const pipelines = Object.entries(PIPELINES).map(([name, stages]) =>
    state.pipelines.insert({
      locationId,
      name,
      showInFunnel: true,
      showInPieChart: true,
      stages: stages.map((stage, position) => ({ id: ids.next(), name: stage, position })),
    }),
  );
  const reasons = ['Price', 'Chose a competitor', 'No answer'].map((name) =>
    state.lostReasons.insert({ locationId, name }),
  );
  const contacts = state.contacts.where(isHere);
  for (let i = 0; i < contacts.length; i += 3) {
    const contact = contacts[i];
    const pipeline = random.one(pipelines);
    const status = random.one(['open', 'open', 'open', 'won', 'lost', 'abandoned']) ?? 'open';
    const added = TODAY - (contacts.length - i) * DAY_MS;
    const createdAt = new Date(added).toISOString();
    const changed = new Date(Math.min(added + random.number(0, 20) * DAY_MS, TODAY)).toISOString();
    state.opportunities.insert({
      locationId,
      contactId: contact?.id,
      name: `${fullName(contact ?? {})}: ${random.one(DEALS)}`,
      pipelineId: pipeline?.id,
      pipelineStageId: text(random.one(objects(pipeline?.stages))?.id),
      status,
      monetaryValue: random.number(2, 180) * 50,
      source: contact?.source,
      assignedTo: contact?.assignedTo,
      lostReasonId: status === 'lost' ? random.one(reasons)?.id : undefined,
      followers: [],
      customFields: [],
      createdAt,
      updatedAt: changed,
      lastStageChangeAt: changed,
      lastStatusChangeAt: status === 'open' ? createdAt : changed,
      lastActionDate: changed,
    });
  }
}
