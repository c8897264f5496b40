import { isNil } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isRecord, type Raw } from '../highlevel/json';
import { customFieldOutputs } from './custom-fields/outputs';
import { readCustomFields } from './custom-fields/values';
import {
  idOf,
  knownFields,
  type Output,
  outputs,
  type RecordType,
  setMoment,
  withMore,
  withNamesOf,
  without,
} from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The states of an opportunity, by the API's names and as people call them. */
export const STATUSES = { open: 'Open', won: 'Won', lost: 'Lost', abandoned: 'Abandoned' };

const MOMENTS = ['createdAt', 'updatedAt', 'lastStatusChangeAt', 'lastStageChangeAt', 'lastActionDate'];

const MADE = new Set(['id', 'customFields']);

function fromOpportunity(raw: Raw, _z?: ZObject, bundle?: Bundle): Output {
  const { contact } = raw;
  const opportunity = Object.assign(knownFields(raw, MADE), {
    id: idOf(raw),
    customFields: readCustomFields(raw.customFields, bundle),
  });
  for (const key of MOMENTS) setMoment(opportunity, key);
  if (raw.contactId === undefined && isRecord(contact) && !isNil(contact.id)) {
    opportunity.contactId = contact.id;
  }
  return opportunity;
}

const opportunityAlone: RecordType = {
  noun: 'Opportunity',
  fields: [
    ...outputs('string', { id: 'Opportunity ID', name: 'Name', status: 'Status' }),
    { key: 'monetaryValue', label: 'Value', type: 'number' },
    ...outputs('string', {
      pipelineId: 'Pipeline ID',
      pipelineStageId: 'Stage ID',
      source: 'Source',
      assignedTo: 'Owner ID',
      lostReasonId: 'Lost Reason ID',
      locationId: 'Sub-Account ID',
      contactId: 'Contact ID',
      contact__name: 'Contact Name',
      contact__email: 'Contact Email',
      contact__phone: 'Contact Phone',
      contact__companyName: 'Contact Company',
    }),
    { key: 'contact__tags', label: 'Contact Tags', type: 'string', list: true },
    { key: 'followers', label: 'Follower IDs', type: 'string', list: true },
    ...outputs('datetime', {
      createdAt: 'Date Added',
      updatedAt: 'Date Updated',
      lastStageChangeAt: 'Last Stage Change',
      lastStatusChangeAt: 'Last Status Change',
      lastActionDate: 'Last Action',
    }),
  ],
  ownFields: customFieldOutputs('opportunity'),
  // An open one, and so without a reason for being lost.
  sample: {
    id: SAMPLE_IDS.Opportunity,
    name: 'Dental implant',
    status: 'open',
    monetaryValue: 4200,
    pipelineId: SAMPLE_IDS.Pipeline,
    pipelineStageId: SAMPLE_IDS.Stage,
    source: 'Website form',
    assignedTo: SAMPLE_IDS.User,
    lostReasonId: '',
    locationId: SAMPLE_IDS.Location,
    contactId: SAMPLE_IDS.Contact,
    contact: {
      name: 'Amara Okafor',
      email: 'amara.okafor@example.com',
      phone: '+13125550142',
      companyName: 'Okafor Interiors',
      tags: ['new patient', 'newsletter'],
    },
    followers: [SAMPLE_IDS.User],
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
    lastStageChangeAt: '2026-05-06T08:30:41.000Z',
    lastStatusChangeAt: '2026-05-04T14:12:09.000Z',
    lastActionDate: '2026-05-06T08:30:41.000Z',
  },
  from: fromOpportunity,
  added: 'createdAt',
  // A change of status or stage may leave `updatedAt` as it is (two sources, 2026).
  updated: ['updatedAt', 'lastStatusChangeAt', 'lastStageChangeAt'],
};

/** A deal, on its way through the stages of a pipeline, which HighLevel names by their ids alone (many sources, 2026). */
export const opportunity = withNamesOf(opportunityAlone, {
  pipelineId: { key: 'pipelineName', label: 'Pipeline Name', list: 'pipelines' },
  pipelineStageId: {
    key: 'pipelineStageName',
    label: 'Stage Name',
    list: 'pipelines',
    sample: 'Proposal Sent',
  },
  assignedTo: { key: 'assignedToName', label: 'Owner Name', list: 'users' },
  // An open one has no reason for being lost.
  lostReasonId: { key: 'lostReasonName', label: 'Lost Reason', list: 'lostReasons', sample: '' },
});

/** An opportunity of the search by filters, which does not tell of the last action (recorded, 2026). */
export const foundOpportunity = without(opportunity, ['lastActionDate']);

/** The same after a move, with the stage in which the Zap saw it before. */
export const movedOpportunity = withNamesOf(
  withMore(foundOpportunity, outputs('string', { formerStageId: 'Former Stage ID' }), {
    formerStageId: SAMPLE_IDS['Earlier Stage'],
  }),
  {
    formerStageId: {
      key: 'formerStageName',
      label: 'Former Stage Name',
      list: 'pipelines',
      sample: 'Qualified',
    },
  },
);

/** The same after a change of its status, with the status in which the Zap saw it before. */
export const closedOpportunity: RecordType = withMore(
  foundOpportunity,
  outputs('string', { formerStatus: 'Former Status' }),
  { status: 'won', formerStatus: 'open' },
);

/** The same after a change, with the owner or the value that the Zap saw before, where it watches that. */
export const changedOpportunity = withNamesOf(
  withMore(
    foundOpportunity,
    [
      ...outputs('string', { formerOwnerId: 'Former Owner ID' }),
      ...outputs('number', { formerValue: 'Former Value' }),
    ],
    { formerOwnerId: SAMPLE_IDS['Other User'], formerValue: 3600 },
  ),
  {
    formerOwnerId: {
      key: 'formerOwnerName',
      label: 'Former Owner Name',
      list: 'users',
      sample: 'Theo Lindqvist',
    },
  },
);

/** How an opportunity is named in a drop-down: by its own name, its contact's, its stage and its status. */
export function opportunityLabel({ name, contact, pipelineStageName, status, id }: Raw): string {
  const who = isRecord(contact) ? contact.name : undefined;
  const state = Object.entries(STATUSES).find(([key]) => key === status)?.[1];
  return [name || who ? [name, who] : id, pipelineStageName, state].flat().filter(Boolean).join(' · ');
}
