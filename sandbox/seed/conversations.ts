import { conversationWith } from '../api/shared/conversation-record';
import { sentence, writeEmail, writeMessage } from '../api/shared/message-record';
import { HOUR_MS, MINUTE_MS } from '../clock';
import type { Contact, State } from '../state';
import { TODAY } from './plan';
import type { RandomData } from './random-data';

const QUESTIONS = [
  'Hi, do you have anything free this week?',
  'Could you send me the price list?',
  'Can I bring my daughter along?',
  'Sorry, I am running ten minutes late.',
];
const ANSWERS = [
  'Of course. Tuesday at ten would work well.',
  'Gladly, it is on its way to you.',
  'No problem at all, see you soon!',
];
const SENTENCES = [
  'Thank you for calling, how can I help you?',
  'I would like to change my appointment.',
  'Certainly. Would Thursday morning suit you?',
  'That is perfect, thank you.',
];

/** The channels of the seed's messages, one after the other. */
const CHANNELS = ['SMS', 'WhatsApp', 'FB', 'Live_Chat', 'SMS', 'IG'];

/**
 * Adds a conversation for each contact of a sub-account but the first, and the messages of the latest ones: some texts
 * each, an email, and one call.
 */
export function addConversations(state: State, random: RandomData, locationId: string): void {
  const everyone = state.contacts.where((contact) => contact.locationId === locationId);
  for (const contact of everyone.slice(1)) conversationWith(state, contact, Date.parse(contact.dateAdded));
  const contacts = everyone.slice(-12);
  for (const [i, contact] of contacts.entries()) {
    const at = (step: number) => TODAY - (contacts.length - i) * 9 * HOUR_MS + step * 10 * MINUTE_MS;
    const channel = CHANNELS[i % CHANNELS.length] ?? 'SMS';
    for (let turn = 0; turn < 2 + (i % 4); turn += 1) {
      const direction = turn % 2 ? 'outbound' : 'inbound';
      const body = random.one(direction === 'inbound' ? QUESTIONS : ANSWERS) ?? '';
      const fields = { body, status: direction === 'inbound' ? 'delivered' : 'read', source: 'app' };
      writeMessage(state, contact, { channel, direction, at: at(turn), fields });
    }
    if (i % 3 === 0) addEmail(state, contact, at(7));
    if (i % 4 === 0) addActivity(state, contact, at(6));
    if (i === contacts.length - 1) addCall(state, contact, at(8));
  }
}

function addEmail(state: State, contact: Contact, at: number): void {
  const location = state.locations.get(contact.locationId);
  const fields = { contentType: 'text/html', subject: 'Your visit', status: 'delivered', source: 'workflow' };
  writeEmail(
    state,
    contact,
    { direction: 'outbound', at, fields },
    {
      subject: 'Your visit',
      body: '<p>Thank you for your visit. We look forward to the next one.</p>',
      from: `${location?.name} <${location?.email}>`,
      to: [contact.email ?? ''],
      altId: `mail-${contact.id}`,
      replyToMessageId: '',
      conversationProviderId: '',
    },
  );
}

/** A row of HighLevel's own in a conversation: here that an appointment was made. */
function addActivity(state: State, contact: Contact, at: number): void {
  const timestamp = new Date(at).toISOString();
  const data = {
    id: contact.id,
    appointmentTitle: 'First visit',
    timestamp,
    members: {},
    serviceBookingId: null,
    industryType: null,
  };
  const activity = { title: 'Appointment created', type: 'appointment_created', data };
  const fields = { body: 'Appointment created', source: 'app', activity };
  writeMessage(state, contact, { channel: 'Activity', direction: 'outbound', at, fields });
}

function addCall(state: State, contact: Contact, at: number): void {
  const fields = {
    status: 'connected',
    source: 'app',
    meta: { call: { duration: 12, status: 'completed' } },
    recording: true,
    sentences: SENTENCES.map(sentence),
  };
  writeMessage(state, contact, { channel: 'Call', direction: 'inbound', at, fields });
}
