import type { JsonObject } from '../../json';
import type { Contact, LocationRow, State } from '../../state';
import { fullName } from './contact-answers';

/** A call of a Voice AI agent. */
interface Called {
  agentId: string;
  /** When it began, in epoch milliseconds. */
  at: number;
  /** In seconds. */
  duration: number;
  isTrial?: boolean;
  /** Empty as long as there is none. */
  summary?: string | undefined;
  transcript?: string | undefined;
  extractedData?: JsonObject;
  /** What the agent did, by its type. */
  actionType?: string | undefined;
}

/** The names of some types of actions, as an account calls them. */
const NAMES: { [type: string]: string } = {
  APPOINTMENT_BOOKING: 'Book an appointment',
  SMS: 'Send the directions',
};

/** Adds a call of a contact with an agent, in the shape that is described. Its message is the contact's recorded call. */
export function writeVoiceAiCall(state: State, contact: Contact, called: Called): LocationRow {
  const { agentId, at, duration, isTrial = false, extractedData = {}, actionType } = called;
  const { summary = `${fullName(contact)} asked for an appointment.` } = called;
  const { transcript = 'bot: How can I help you?\nhuman: I would like an appointment.' } = called;
  const message = state.messages.find((row) => row.contactId === contact.id && row.recording === true);
  const done = new Date(at + Math.min(60, duration) * 1000).toISOString();
  const action = {
    actionId: `action-${actionType}-${contact.locationId}`,
    actionName: NAMES[String(actionType)] ?? String(actionType),
    actionType,
    actionParameters: {},
    executedAt: done,
    triggerReceivedAt: done,
  };
  return state.voiceAiCalls.insert({
    locationId: contact.locationId,
    agentId,
    contactId: contact.id,
    createdAt: new Date(at).toISOString(),
    duration,
    fromNumber: contact.phone,
    isAgentDeleted: false,
    trialCall: isTrial,
    summary,
    transcript,
    translation: { enabled: false },
    extractedData,
    executedCallActions: actionType ? [action] : [],
    ...(message && { messageId: message.id }),
  });
}
