/**
 * What the app or the sandbox takes for true though it is described nowhere, or one source alone tells it. Each
 * row says what would show it on a real account. `docs/open-questions.md` is written from these.
 */

/** A place in the code that rests on the answer. */
export interface Place {
  /** From the project's root. */
  file: string;
  /** A name or a text that stands there. */
  symbol: string;
}

export interface OpenQuestion {
  id: string;
  area:
    | 'Access'
    | 'Answers'
    | 'Calendars'
    | 'Contacts'
    | 'Conversations'
    | 'Opportunities'
    | 'Paging'
    | 'Webhooks'
    | 'Other';
  /** What is taken for true, as a sentence. */
  assumed: string;
  where: Place[];
  /** Where that comes from, and when. */
  source: string;
  /** The request to make, and what to look at. */
  check: string;
}

const at = (file: string, symbol: string): Place => ({ file, symbol });

export const openQuestions: readonly OpenQuestion[] = [
  {
    id: 'location-token-401',
    area: 'Access',
    assumed: 'A 401 of POST /oauth/locationToken without any reason is about the agency’s own token.',
    where: [at('highlevel/location-tokens.ts', 'locationToken')],
    source: 'A guess.',
    check:
      'Ask for the token of a sub-account in which the app is not installed, and read the status and the words.',
  },
  {
    id: 'private-token-opens-no-location',
    area: 'Access',
    assumed:
      'An agency’s private integration can be given no scope of OAuth, so its token opens no sub-account: steps that work in one say so, and ask for the token of a private integration of that sub-account. If HighLevel lets it in, they work.',
    where: [at('highlevel/advice.ts', 'OPENS_NO_LOCATION'), at('sandbox/engine.ts', 'AGENCY_PRIVATE_SCOPES')],
    source: 'The list of its scopes in GoHighLevel/highlevel-api-docs#226 (2026-01-07).',
    check:
      'With an agency’s private token that has every scope offered: ask POST /oauth/locationToken for a sub-account, and GET /contacts/ with the id of a sub-account.',
  },
  {
    id: 'private-token-refused',
    area: 'Access',
    assumed:
      'A private token that was replaced or deleted is refused with a 401 that calls the token invalid, and works until then, however old it is.',
    where: [at('sandbox/gateway/access.ts', 'Invalid Private Integration token')],
    source:
      'HighLevel’s page of private integrations calls the token static; the words of the refusal are a guess.',
    check:
      'Make a private integration, rotate its token, call with the old one, and read the status and the words.',
  },
  {
    id: 'private-token-level',
    area: 'Access',
    assumed:
      'A sub-account’s private token reads its sub-account and no agency; an agency’s reads its agency. The ID that its owner enters tells the level, and no token is refused for what it can read beside.',
    where: [at('authentication.ts', 'openByToken')],
    source: 'The description of both endpoints.',
    check:
      'With a private token of each level call GET /locations/{locationId} and GET /companies/{companyId} with the ids of both.',
  },
  {
    id: 'private-token-scopes',
    area: 'Access',
    assumed:
      'A scope that is added to a private integration holds for the token that it has: no new one is needed.',
    where: [at('highlevel/advice.ts', 'missingScope')],
    source: 'A guess.',
    check:
      'Add a scope to a private integration, and call an endpoint that needs it with the token from before.',
  },
  {
    id: 'location-token-path',
    area: 'Access',
    assumed:
      'POST /oauth/locationToken is of the dated versions, and /oauth/location-token of v3: each is not found in the other.',
    where: [
      at('highlevel/contract/versions.ts', 'POST /oauth/location-token'),
      at('sandbox/gateway/access.ts', 'checkVersion'),
    ],
    source: 'Both descriptions; one report had 404 for the path of v3, another an answer (August 2026).',
    check: 'Ask both paths for a token, each with version v3 and with a dated one.',
  },
  {
    id: 'v3-users-of-location',
    area: 'Access',
    assumed:
      'In v3 the users of a sub-account are found by GET /users/search with a sub-account’s token, 100 to a page; those of the agency who work in all sub-accounts may be among them.',
    where: [at('highlevel/contract/versions.ts', 'GET /users/search'), at('sandbox/api/users.ts', 'worksIn')],
    source: 'v3 does not describe GET /users/; who the search finds with a location is described nowhere.',
    check: 'Compare both lists of a sub-account, of more than 100 users if there is one.',
  },
  {
    id: 'v3-dnd-in-lists',
    area: 'Contacts',
    assumed:
      'Lists of contacts in v3 spell the channels of do-not-disturb in lower case, as one contact does; either spelling is read.',
    where: [at('highlevel/contract/versions.ts', 'CONTACTS')],
    source: 'The description has it for one contact alone; the answer of a search is not described.',
    check: 'Search for a contact with a do-not-disturb setting, with version v3.',
  },
  {
    id: 'v3-token-errors',
    area: 'Access',
    assumed:
      'Where client id or secret are wrong, POST /oauth/token in v3 says “Invalid parameter: clientSecret” or names the client.',
    where: [at('authentication.ts', 'isClientRefused')],
    source: 'An example in the description of v3.',
    check: 'Refresh a token with version v3 and a wrong secret, and read the status and the words.',
  },
  {
    id: 'v3-ads-version',
    area: 'Other',
    assumed:
      'Endpoints of ads are sent the version 2021-07-28 in v3 too, though the two descriptions spell some of their parameters differently.',
    where: [at('sandbox/gateway/access.ts', 'factsFor')],
    source: 'The description of v3 names that version for the 94 endpoints below /ad-publishing alone.',
    check: 'Send PUT /ad-publishing/facebook/adsets with either spelling and either version.',
  },
  {
    id: 'gateway-timeout-401',
    area: 'Access',
    assumed: 'A 401 “Command timed out” does not tell whether the call was done.',
    where: [at('highlevel/answer.ts', 'whyRefused')],
    source: 'One report (2026).',
    check: 'After such an answer to POST /contacts/, look for the contact by GET /contacts/search/duplicate.',
  },
  {
    id: 'v3-answers',
    area: 'Access',
    assumed: 'The sandbox answers a request with version v3 as one with a dated version.',
    where: [at('sandbox/gateway/access.ts', 'VERSIONS')],
    source: 'The description of v3 differs in 31 of 126 operations (June 2026).',
    check: 'Make the same GET /contacts/{contactId} with both versions, and compare the names.',
  },
  {
    id: 'retry-after',
    area: 'Access',
    assumed: 'Where a 429 has `Retry-After`, it is in seconds or a date, and it is to be followed.',
    where: [at('highlevel/rate-limits.ts', 'waitAfter')],
    source: 'Two reports saw the header (2026); most did not.',
    check: 'Send 101 requests within 10 s, and read the headers of the 429.',
  },
  {
    id: 'throttle-key',
    area: 'Access',
    assumed:
      'Zapier fills the key of the app’s throttle with the Location of a step, though a function makes that field. Where the form has no Location, the steps of a connection get one key all the same, and run.',
    where: [at('highlevel/rate-limits.ts', 'BUDGET')],
    source:
      'Zapier’s schema: “a required input field should be referenced to get user data always”. Its own servers read the key, and no code of the platform’s packages.',
    check:
      'On an agency’s connection let two Zaps in two sub-accounts write 100 records each within 10 s: none of the two may wait for the other. Then run one step on a sub-account’s connection.',
  },
  {
    id: 'cleared-by-empty-text',
    area: 'Contacts',
    assumed:
      'Empty text clears a text field of a contact, null its e-mail and phone. A custom field that is cleared may stay.',
    where: [
      at('operations/clear.ts', 'emptyValue'),
      at('operations/custom-fields.ts', 'clearingCustomFields'),
    ],
    source: 'Reports contradict each other by the type of the field (July and August 2026).',
    check:
      'PUT /contacts/{contactId} with "" and then with null for a field of each data type; read the contact after each.',
  },
  {
    id: 'contact-company-by-put',
    area: 'Contacts',
    assumed: 'PUT /contacts/{contactId} takes companyName.',
    where: [at('highlevel/contract/corrections.ts', 'companyName')],
    source: 'One report that tried field by field (July 2026); the description does not have it.',
    check: 'PUT a companyName, then an empty one; a 422 “property companyName should not exist” says no.',
  },
  {
    id: 'upsert-ignores-gender',
    area: 'Contacts',
    assumed: 'POST /contacts/upsert takes a gender and ignores it.',
    where: [at('creates/contacts.ts', 'HighLevel takes it here and then ignores it')],
    source: 'One report (2026).',
    check: 'Upsert with a gender, then read the contact.',
  },
  {
    id: 'duplicate-null',
    area: 'Contacts',
    assumed: 'GET /contacts/search/duplicate without a match answers a success without a contact.',
    where: [at('sandbox/api/contacts.ts', 'duplicate'), at('records/contact.ts', 'isContact')],
    source: 'Not described; a match was recorded, and none was not.',
    check: 'Ask for an e-mail that nobody has, and keep the status and the body.',
  },
  {
    id: 'search-dates-in-location-zone',
    area: 'Contacts',
    assumed:
      'A day in a filter of POST /contacts/search is a day in UTC. The help says that HighLevel may count it in the time zone of the location.',
    where: [at('fields/filters.ts', 'onDay')],
    source: 'One report measured that the location’s time zone counts (July 2026).',
    check: 'In a location west of UTC, search by the day of a contact that was added at 02:00 UTC.',
  },
  {
    id: 'draft-workflow',
    area: 'Contacts',
    assumed:
      'A contact that is added to a workflow in draft is told as added, though it is not enrolled. The drop-down marks drafts, and the help says so.',
    where: [
      at('creates/workflows.ts', 'A draft enrolls nobody'),
      at('fields/dropdown-list.ts', 'withDraft'),
      at('sandbox/api/contact-parts.ts', 'isIdle'),
    ],
    source: 'One report (2026).',
    check: 'POST /contacts/{contactId}/workflow/{workflowId} for a draft, then look at the workflow’s list.',
  },
  {
    id: 'phone-without-country-code',
    area: 'Contacts',
    assumed:
      'A phone number without its country code is kept, with the code of the location. The help says that HighLevel may drop it.',
    where: [
      at('fields/contact.ts', 'may drop a number without one'),
      at('sandbox/api/shared/phones.ts', 'normalisePhone'),
    ],
    source: 'One claim that what is not E.164 is dropped (2026).',
    check: 'Create contacts with 3125550142, (312) 555-0142 and 555-0142, and read each.',
  },
  {
    id: 'upsert-by-phone',
    area: 'Contacts',
    assumed:
      'POST /contacts/upsert finds a contact by its phone too, and writes the new e-mail into it. The description of the step says so.',
    where: [
      at('creates/contacts.ts', 'found by its phone may get this email'),
      at('sandbox/api/contacts.ts', 'upserted'),
    ],
    source: 'One report of two people of one number who became one (2026).',
    check:
      'Upsert a second person with the phone of the first and another e-mail, for each setting of duplicates.',
  },
  {
    id: 'tag-starts-once',
    area: 'Contacts',
    assumed: 'A workflow starts by a tag only where the contact did not have it. The help says so.',
    where: [at('creates/contacts.ts', 'has already may start no workflow')],
    source: 'One report (2026).',
    check: 'Add the same tag twice to a contact, and count the runs of a workflow that starts by it.',
  },
  {
    id: 'dnd-of-one-channel',
    area: 'Contacts',
    assumed:
      'Filters by the Do Not Disturb of one channel are not offered, because “is” may match every contact; and a contact that stopped one channel need not match “Do Not Disturb is yes”.',
    where: [at('fields/contact-filters.ts', 'FILTER_FIELDS')],
    source: 'One report measured the first (July 2026), another the second (2026).',
    check:
      'POST /contacts/search with eq on dndSettings.Email.status, and with eq on dnd after a STOP by text.',
  },
  {
    id: 'text-boxes-by-id',
    area: 'Contacts',
    assumed: 'The boxes of a custom field of the type TEXTBOX_LIST are written by the ids of its options.',
    where: [at('records/custom-fields/definitions.ts', 'boxesOf')],
    source:
      'One report: only the keys of the record’s own rows work, and others are ignored with 200 (August 2026).',
    check: 'PUT two boxes by their ids, and read the contact.',
  },
  {
    id: 'files-are-merged',
    area: 'Contacts',
    assumed: 'Files that are written into a custom field are sent as a map of new ones alone.',
    where: [at('fields/custom-field-types.ts', 'toFiles')],
    source:
      'A public form of the value; one report says that the whole set that is to stay must be sent (August 2026).',
    check: 'Write a second file into a field that has one, and read both.',
  },
  {
    id: 'custom-field-id-field-value',
    area: 'Contacts',
    assumed:
      'Custom fields are written safely as {id, field_value}; by key, or as {id, value}, they may be ignored.',
    where: [at('operations/custom-fields.ts', 'withCustomFields')],
    source: 'One report for each of the other forms (2026).',
    check: 'PUT the same value in each of the three forms, and read the contact after each.',
  },
  {
    id: 'contact-date-value',
    area: 'Contacts',
    assumed:
      'A contact’s custom date comes as a day or as text: a number without a type stays a number, unless the step’s own form has the field as a date.',
    where: [at('records/custom-fields/values.ts', 'isDate')],
    source: 'Nothing was recorded of it; opportunities have types (many sources, 2026).',
    check: 'Read a contact with a DATE field by its id, in a search and in an update’s answer.',
  },
  {
    id: 'first-and-last-attribution',
    area: 'Contacts',
    assumed:
      'In a list of contacts the attribution with isFirst is what one contact has as attributionSource, and that with isLast as lastAttributionSource.',
    where: [at('records/contact.ts', 'setAttributions')],
    source: 'The names, in one recording each.',
    check:
      'Compare GET /contacts/ with GET /contacts/{contactId} for a contact that came by an advertisement.',
  },
  {
    id: 'booked-without-times',
    area: 'Calendars',
    assumed:
      'What POST and PUT of an appointment answer has no times, so that those that were sent are right, though HighLevel may move them.',
    where: [at('creates/appointments.ts', 'withTimes')],
    source: 'Two recordings and two mocks (July 2026) lack them; that the sent ones hold is a guess.',
    check: 'Book with a start that is no slot’s, with ignoreFreeSlotValidation, and read the appointment.',
  },
  {
    id: 'put-resets-status',
    area: 'Calendars',
    assumed:
      'A PUT of an appointment without a status leaves the status as it is. In case it does not, Update Appointment says to choose the status again.',
    where: [at('fields/appointment.ts', 'TO_UPDATE')],
    source: 'The description; one report saw it set back to confirmed, twice (2026).',
    check: 'Set an appointment to showed, PUT its title alone, and read its status.',
  },
  {
    id: 'put-needs-ignore',
    area: 'Calendars',
    assumed:
      'A PUT of an appointment needs no ignoreDateRange, ignoreFreeSlotValidation and assignedUserId. The help of these fields says that they may help after a refusal.',
    where: [at('fields/appointment.ts', 'TO_UPDATE')],
    source: 'The description; one report had a 400 or a 422 without them (July 2026).',
    check: 'PUT a title alone for an appointment of the past, and for one of the future.',
  },
  {
    id: 'start-in-its-own-zone',
    area: 'Calendars',
    assumed:
      'A start is taken by its moment, in whatever time zone it is written. The help says to map it as Find Free Slots gives it.',
    where: [at('fields/appointment.ts', 'appointmentStart')],
    source:
      'One report: in UTC it was “no longer available”, with the offset of the free slot it was booked (2026).',
    check: 'Book the same free slot with its own offset and, in another try, with Z.',
  },
  {
    id: 'end-by-duration',
    area: 'Calendars',
    assumed: 'An end that is none of the calendar’s durations is refused. The help says so.',
    where: [at('creates/appointments.ts', 'may refuse an end that does not fit')],
    source: 'One report quotes the refusal (2026).',
    check: 'Book 37 minutes in a calendar of 30, with and without ignoreFreeSlotValidation.',
  },
  {
    id: 'delete-appointment',
    area: 'Calendars',
    assumed:
      'An appointment that is deleted with a success is gone. In case it is not, Delete Event points to the status Cancelled.',
    where: [at('creates/appointments.ts', 'one that is deleted may stay')],
    source: 'The description; one report called it unreliable (2026).',
    check: 'Delete ten appointments, then read each by its id and in the list of its calendar.',
  },
  {
    id: 'block-cancels-appointment',
    area: 'Calendars',
    assumed:
      'A blocked slot leaves the appointments within it as they are. The help says that HighLevel may cancel them.',
    where: [at('creates/appointments.ts', 'may cancel an appointment')],
    source: 'One report saw an appointment cancelled without a word (April 2026).',
    check: 'Block the time of an appointment, and read its status.',
  },
  {
    id: 'contact-appointments-empty',
    area: 'Calendars',
    assumed: 'GET /contacts/{contactId}/appointments gives all appointments of a contact.',
    where: [at('reads/contacts.ts', 'contactAppointments')],
    source: 'The description; in one account it was empty for appointments that were there (2026).',
    check: 'Compare it with GET /calendars/events for the same contact, in several accounts.',
  },
  {
    id: 'events-after-end',
    area: 'Calendars',
    assumed: 'The sandbox gives no events that begin after the asked endTime; HighLevel may.',
    where: [at('sandbox/api/appointments.ts', 'function events')],
    source: 'One report measured some of the next day (June 2026).',
    check: 'GET /calendars/events for one day, and compare startTime with the asked endTime.',
  },
  {
    id: 'appointment-series',
    area: 'Calendars',
    assumed:
      'Each appointment of a series comes with the masterEventId of the series, by which New Appointment fires once. Where it does not come, each fires.',
    where: [at('triggers/appointments-events.ts', 'seriesAsOne')],
    source: 'The description; no recording has a series.',
    check:
      'Book a weekly appointment in a calendar, list it by GET /calendars/events, and compare id, masterEventId and dateAdded of the rows.',
  },
  {
    id: 'events-of-gone-calendar',
    area: 'Calendars',
    assumed:
      'GET /calendars/events refuses a calendar or a group that is gone with 400, 404 or 422, or has no events of it. Triggers leave it out, unless they watch no other.',
    where: [at('operations/poll-lists.ts', 'mayBeGone')],
    source: 'A guess from what other endpoints answer.',
    check: 'Delete a calendar and a group, and ask for the events of each.',
  },
  {
    id: 'appointment-update-time',
    area: 'Calendars',
    assumed:
      'A new status or another time moves the dateUpdated of an appointment. Where it does not, the change is not noticed.',
    where: [at('triggers/appointments-events.ts', "time: 'dateUpdated'")],
    source: 'A guess; the description says no more than that there is such a time.',
    check:
      'Mark an appointment as showed and move another one, in the calendar and by the API, and read dateUpdated before and after.',
  },
  {
    id: 'deleted-appointment',
    area: 'Calendars',
    assumed: 'An appointment that was deleted is answered with 400 “The event id is invalid”.',
    where: [at('highlevel/absence.ts', 'NOT_FOUND'), at('sandbox/gateway/errors.ts', 'NOT_FOUND')],
    source: 'One report (2026); another has it with 200 and deleted: true.',
    check: 'Delete an appointment, and GET it by its id at once and a day later.',
  },
  {
    id: 'contact-appointments-zone',
    area: 'Calendars',
    assumed:
      'The times of GET /contacts/{contactId}/appointments, which have no zone, are in the location’s.',
    where: [at('records/contact-appointment.ts', 'zoned')],
    source: 'Public connectors (2026).',
    check: 'Read one appointment there and by its own id, in a location that is not in UTC.',
  },
  {
    id: 'sunday-is-0',
    area: 'Calendars',
    assumed: 'In a calendar’s opening hours day 0 is Sunday.',
    where: [at('fields/opening-hours.ts', 'DAYS')],
    source: 'The range 0 to 6 is described, the first day is not.',
    check: 'Open a calendar on day 0 alone, and look at it in HighLevel.',
  },
  {
    id: 'resource-id',
    area: 'Calendars',
    assumed:
      'Resources come with an id, though the description has none in any answer. One that was just made may lack it.',
    where: [at('records/calendar-resource.ts', 'withId'), at('operations/spec.ts', 'mayLackId')],
    source: 'The address of an update needs one.',
    check: 'POST /calendars/resources/rooms, and GET /calendars/resources/rooms.',
  },
  {
    id: 'notification-units',
    area: 'Calendars',
    assumed: 'The times of a calendar’s notifications are in mins, hours or days.',
    where: [at('fields/calendar-notification.ts', 'UNITS')],
    source: 'An example in the description has hours; the others are a guess.',
    check: 'Make a notification with each unit, and read it back.',
  },
  {
    id: 'appointment-meta',
    area: 'Calendars',
    assumed: 'The sandbox’s appointmentMeta.slotType is “default”.',
    where: [at('sandbox/api/appointments.ts', 'appointmentMeta')],
    source: 'The field was recorded, its value was not kept (July 2026).',
    check: 'GET /calendars/events/appointments/{eventId}, and read the value.',
  },
  {
    id: 'message-type-numbers',
    area: 'Conversations',
    assumed: 'The numbers of the last message’s type mean what those of messages mean.',
    where: [at('records/message-type.ts', 'IN_ORDER'), at('sandbox/api/shared/message-record.ts', 'KINDS')],
    source:
      '31 and 100 were recorded beside their names; the order of the description gives 1 to 34, and a public list agrees (2026). Later types, such as RCS, have no known number.',
    check: 'GET /conversations/{conversationId} and its messages for a conversation of each channel.',
  },
  {
    id: 'call-kinds',
    area: 'Conversations',
    assumed: 'Calls are the messages whose type ends in CALL or VOICEMAIL, and these alone have a duration.',
    where: [at('records/message-type.ts', 'isCall')],
    source: 'The names in the description; TYPE_CALL alone was measured with meta.call.',
    check: 'Read the meta of a voicemail drop, an IVR call and a call of a custom provider.',
  },
  {
    id: 'call-statuses',
    area: 'Conversations',
    assumed:
      'A call has ended once its status is another than pending, or of a telephone system’s words for one that goes on. Without status and length it counts as ended 15 minutes after it began.',
    where: [at('records/call.ts', 'GOING_ON'), at('triggers/conversations-events.ts', 'ENDED_MS')],
    source: 'The description of meta.callStatus; 27 % of calls differ from HighLevel’s own report (2026).',
    check: 'Export the calls while one rings, goes on, and has ended, with and without an answer.',
  },
  {
    id: 'export-email-threads',
    area: 'Conversations',
    assumed:
      'With channel=Email and sortBy=updatedAt the export lists threads by when their last email came, tells that as dateUpdated, and the direction of an only email. Without dateUpdated the first page is read at each poll.',
    where: [
      at('triggers/conversations-events.ts', 'expandEmails'),
      at('reads/email-threads.ts', 'emailsSince'),
    ],
    source: 'The description names sortBy; two sources tell of threads that grow (2026).',
    check:
      'Answer an old thread, export the emails by updatedAt, and look at its place, dates and direction.',
  },
  {
    id: 'scheduled-messages',
    area: 'Conversations',
    assumed:
      'A scheduled message is listed from when it was written, as scheduled until it is sent. It fires when it is sent, if it was written in the last 3 days.',
    where: [at('triggers/conversations-events.ts', "'scheduled'")],
    source: 'The description of the statuses.',
    check: 'Schedule a text for the next hour, and export the messages before and after.',
  },
  {
    id: 'export-dates',
    area: 'Conversations',
    assumed:
      'startDate of GET /conversations/messages/export takes ISO 8601 and is about when a message was added. A day more is asked for.',
    where: [at('triggers/conversations-events.ts', 'const since')],
    source: 'The description of v3 has such an example, and does not say what date is meant (2026).',
    check: 'Export with a startDate between two messages, and with one between the two emails of a thread.',
  },
  {
    id: 'conversation-directions',
    area: 'Conversations',
    assumed:
      'GET /conversations/search with lastMessageDirection=inbound lists those whose last message the contact wrote, and with outbound and automated those that workflows, campaigns and bulk actions answered. An activity, such as a booked appointment, changes neither; an internal comment may, so those are listed too. What is sent by the API counts as a person’s answer.',
    where: [at('triggers/conversations-waiting.ts', 'const lists'), at('records/message.ts', 'isAutomatic')],
    source: 'The names in the description; isLastMessageInternalComment was recorded (2026).',
    check:
      'Write as a contact, then let a workflow answer, comment, book an appointment and send by the API, and search after each.',
  },
  {
    id: 'conversation-last-date',
    area: 'Conversations',
    assumed:
      'lastMessageDate of a conversation is dateAdded of its last message. Where it is not, one of those that are not looked up when the Zap is turned on may fire once.',
    where: [at('triggers/conversation-waits.ts', 'const asTold')],
    source: 'A guess.',
    check: 'Search for a conversation, read its messages, and compare the two.',
  },
  {
    id: 'unread-after-automation',
    area: 'Conversations',
    assumed: 'A reply of an automation makes a conversation read, as a person’s does.',
    where: [at('sandbox/api/shared/message-record.ts', 'unreadCount')],
    source: 'A guess, on the side of what loses more: “Unread” leaves such a conversation out.',
    check: 'Write as a contact, let a workflow answer, and read unreadCount.',
  },
  {
    id: 'emails-among-messages',
    area: 'Conversations',
    assumed:
      'GET /conversations/{conversationId}/messages lists emails among the other messages, a thread as one row that stands where it began.',
    where: [at('reads/exchanges.ts', 'historyOf'), at('sandbox/api/messages.ts', 'function list')],
    source: 'The types that its description takes; nobody says where a thread stands that grew (2026).',
    check: 'Answer an old thread, write a text before and after, and read the conversation’s messages.',
  },
  {
    id: 'thread-direction',
    area: 'Conversations',
    assumed:
      'The row of a thread with one email tells that email’s direction, date and source; of a longer thread each email is asked for.',
    where: [at('reads/email-threads.ts', 'emailsSince')],
    source: 'A guess; a row of more emails may tell those of the first or of the last.',
    check: 'Begin a thread as the team, answer it as the contact, and read the row before and after.',
  },
  {
    id: 'conversation-by-id',
    area: 'Conversations',
    assumed:
      'GET /conversations/search takes id and assignedTo together, and gives the conversation only if both fit.',
    where: [at('triggers/conversation-beginnings.ts', 'async function conversationOf')],
    source: 'The description has both, and does not say how they go together.',
    check: 'Search for a conversation’s id with its own user, with another one, and with none.',
  },
  {
    id: 'conversation-alone',
    area: 'Conversations',
    assumed:
      'GET /conversations/{conversationId} has no name, e-mail, unreadCount, inbox or dates of its own.',
    where: [at('records/conversation.ts', 'openedConversation'), at('sandbox/api/conversations.ts', 'alone')],
    source: 'One recording (July 2026); the description requires unreadCount and inbox.',
    check: 'Read a conversation that is unread, starred and assigned.',
  },
  {
    id: 'conversation-begins',
    area: 'Conversations',
    assumed:
      'A new contact has no conversation before the first message, or before one is made. A second one is refused with 400 and the conversationId of the first.',
    where: [
      at('creates/conversations.ts', "key: 'create_conversation'"),
      at('sandbox/api/conversations.ts', 'conversationId: before.id'),
    ],
    source:
      'Public connectors search for it and make it where there is none (2026). A report of May 2025 has the refusal’s words, and asks for the id to be in it.',
    check: 'Make a contact, search for its conversation, then POST /conversations/ twice.',
  },
  {
    id: 'inbound-message',
    area: 'Conversations',
    assumed:
      'POST /conversations/messages/inbound takes a contact without a conversation, and begins one where there is none; only calls and Custom need a conversationProviderId. The direction is always sent, as inbound. A date takes ISO 8601. The message is unread.',
    where: [
      at('highlevel/contract/corrections.ts', 'a refusal missed the type alone'),
      at('fields/inbound-message.ts', 'OF_PROVIDER'),
      at('sandbox/api/messages.ts', 'function receive'),
    ],
    source:
      'The description requires conversation and provider, and calls outbound the default direction. HighLevel’s page on providers says who needs one; public connectors send the contact alone (2026), and one of them marks the conversation as unread afterwards. A custom SMS provider is reported to need its id with the type SMS.',
    check:
      'Add a text for a contact without a conversation, with and without a direction; then one with the type Custom and no provider, and one that is a day old. Look at the conversation’s count.',
  },
  {
    id: 'conversation-read',
    area: 'Conversations',
    assumed:
      'PUT /conversations/{conversationId} with unreadCount 0 marks a conversation as read for everyone, with 1 as unread. Its answer does not tell the count: the step gives the one that it sent.',
    where: [at('creates/conversations.ts', "orSent(rawOf(conversation), values, ['unreadCount'])")],
    source:
      'The description has the parameter, and the count in the answer; a recording (July 2026) has none there.',
    check: 'Mark a conversation as read and as unread by the API, and look at it as two users.',
  },
  {
    id: 'send-without-status',
    area: 'Conversations',
    assumed: 'Sending a text answers conversationId, messageId and traceId, and neither status nor msg.',
    where: [at('sandbox/api/messages.ts', 'function send'), at('records/message.ts', 'sentMessage')],
    source: 'Two sources (July to September 2026); the description has both.',
    check: 'Send one SMS and one e-mail to a test contact, and keep both answers.',
  },
  {
    id: 'send-without-message-id',
    area: 'Conversations',
    assumed:
      'After a success without a messageId it is not known whether the message was sent, and the step says so.',
    where: [at('records/message.ts', 'sentMessage'), at('operations/create.ts', 'noRecordError')],
    source: 'One claim says that it was not sent (2026); the description requires the id.',
    check: 'Send by a channel that is not connected, and look for the message in the conversation.',
  },
  {
    id: 'inbound-email-body',
    area: 'Conversations',
    assumed: 'The text of an e-mail in a list may be another one’s; the app reads it by the e-mail’s own id.',
    where: [at('reads/conversations.ts', 'oneEmail')],
    source: 'Five reports (2026).',
    check: 'Answer an e-mail by hand, and compare the list with GET /conversations/messages/email/{id}.',
  },
  {
    id: 'merge-tags-in-text',
    area: 'Conversations',
    assumed:
      'A message with a merge tag that can’t be parsed, or with “||” in its text, is refused with 400, and nothing is sent. The help says so.',
    where: [at('fields/message.ts', 'MERGE_TAGS')],
    source: 'One report (July 2026).',
    check: 'Send an SMS with “||”, one with an unknown merge tag and one with half a tag.',
  },
  {
    id: 'sent-email-by-message-id',
    area: 'Conversations',
    assumed:
      'GET /conversations/messages/{id} finds an e-mail that was just sent by its messageId. The help says that Get Email by ID may be needed.',
    where: [at('triggers/conversations.ts', 'by Get Email by ID alone')],
    source: 'The description; one report had a 400 (August 2026).',
    check: 'Send an e-mail, and read it by its messageId at once and a minute later.',
  },
  {
    id: 'order-added-desc',
    area: 'Opportunities',
    assumed: 'order=added_desc sorts opportunities by when they were added.',
    where: [at('reads/opportunities.ts', 'added_desc')],
    source: 'The name alone; the values of order are not described.',
    check: 'GET /opportunities/search with and without it, and compare createdAt.',
  },
  {
    id: 'status-moves-updated-at',
    area: 'Opportunities',
    assumed: 'A change of status moves updatedAt.',
    where: [
      at('sandbox/api/opportunities.ts', 'lastStatusChangeAt'),
      at('records/opportunity.ts', 'updatedAt'),
    ],
    source: 'One team measured that it moves lastStatusChangeAt alone (July 2026).',
    check: 'Set the status of an opportunity, and read all three times.',
  },
  {
    id: 'stage-moves-updated-at',
    area: 'Opportunities',
    assumed:
      'A move to another stage moves updatedAt, by hand too; to set the stage that an opportunity has moves no time of the stage.',
    where: [at('triggers/opportunities-events.ts', 'anything')],
    source:
      'A recording of an update by the API (July 2026), and a guess. Until it is known: New or Updated Opportunity reads lists by two of the three times, and would miss a move that moves only the third; Opportunity Stage Changed sees each.',
    check: 'Move an opportunity by hand, and once to the stage that it is in; read all three times.',
  },
  {
    id: 'duplicate-opportunity',
    area: 'Opportunities',
    assumed:
      'Where a location allows no duplicate opportunities, a contact can have one in each pipeline, whatever its status.',
    where: [at('sandbox/api/opportunities.ts', 'refuseDuplicate')],
    source:
      'Eight reports of the refusal; two say per pipeline, one of any status, one of open ones alone (2026).',
    check: 'Create a second opportunity beside one that is lost, in the same pipeline and in another.',
  },
  {
    id: 'opportunity-contact-by-put',
    area: 'Opportunities',
    assumed: 'The contact of an opportunity can’t be changed.',
    where: [at('creates/opportunities.ts', 'update_opportunity')],
    source: 'The description; one report could change it (2026).',
    check: 'PUT /opportunities/{id} with another contactId alone, and read it.',
  },
  {
    id: 'opportunity-dates',
    area: 'Opportunities',
    assumed:
      'date and endDate of an opportunity search are days by when it was added, as mm-dd-yyyy. The help says by which day.',
    where: [
      at('fields/dates.ts', 'toMonthDayYear'),
      at('triggers/opportunities.ts', 'were added on this day'),
    ],
    source: 'One report (2026).',
    check:
      'Search with the day of an old opportunity that was changed today, and with the day as yyyy-mm-dd.',
  },
  {
    id: 'stage-needs-pipeline',
    area: 'Opportunities',
    assumed:
      'PUT /opportunities/{id} takes a stage without its pipeline. The help says to choose the pipeline too.',
    where: [at('creates/opportunities.ts', 'Choose its pipeline too')],
    source: 'The description; one claim that it needs both (2026).',
    check: 'PUT a pipelineStageId alone, of the same pipeline and of another.',
  },
  {
    id: 'page-sizes',
    area: 'Paging',
    assumed: 'The largest pages are 100 for conversations and 50 for blogs.',
    where: [at('highlevel/paging.ts', 'byLastMessageDate'), at('reads/blogs.ts', 'PAGE')],
    source: 'A guess from similar lists.',
    check: 'Ask for 101 and for 51, and read the status or the number of records.',
  },
  {
    id: 'short-page',
    area: 'Paging',
    assumed:
      'A page that is shorter than was asked for may not be the last, if nothing counts the list and the size is a round number.',
    where: [at('highlevel/paging.ts', 'ROUND')],
    source: 'A guess: limits are round numbers. Documents were reported to come by 21 (2026).',
    check: 'Ask each list that counts nothing for 100 where it has more than 20, and count the records.',
  },
  {
    id: 'business-moves-date',
    area: 'Contacts',
    assumed: 'Putting a contact into a business moves its dateUpdated.',
    where: [at('triggers/contacts.ts', "since: ['dateAdded', 'dateUpdated']")],
    source: 'A guess.',
    check: 'Put an old contact into a business, and read its dateUpdated before and after.',
  },
  {
    id: 'email-thread-place',
    area: 'Conversations',
    assumed:
      'The row of an email thread keeps its dateAdded while its emails grow, and may stand among old rows.',
    where: [at('triggers/conversations.ts', 'parts: {')],
    source: 'Two reports of rows that grow (2026); neither tells their dates.',
    check: 'Answer an email of last week, and read the dates and the place of its row.',
  },
  {
    id: 'same-stage',
    area: 'Opportunities',
    assumed: 'Setting the stage that an opportunity has already leaves lastStageChangeAt as it is.',
    where: [at('triggers/opportunities.ts', 'lastStageChangeAt')],
    source: 'A guess; where it does not, the trigger fires for it.',
    check: 'Update an opportunity with its own stage, and read lastStageChangeAt before and after.',
  },
  {
    id: 'published-date',
    area: 'Other',
    assumed: 'publishedAt of a blog post tells when it was published, and is set again when a draft is.',
    where: [at('triggers/blogs.ts', "since: ['publishedAt', 'updatedAt']")],
    source: 'A guess from its name.',
    check: 'Publish a draft of last week, and read publishedAt and updatedAt.',
  },
  {
    id: 'object-search-page',
    area: 'Paging',
    assumed: 'A search of an object’s records takes page and pageLimit.',
    where: [at('reads/custom-objects.ts', 'byPageNumber')],
    source: 'The description; one report had a bare 400 beyond 10,000 rows (September 2026).',
    check: 'POST /objects/{schemaKey}/records/search with page 1 and 2.',
  },
  {
    id: 'word-count',
    area: 'Other',
    assumed: 'Without wordCount an update of a blog post drops the content; with it, it is kept.',
    where: [
      at('highlevel/contract/corrections.ts', 'wordCount'),
      at('creates/blogs.ts', 'wordCount should not exist'),
    ],
    source: 'The description of v3 has it; reports of lost content (2026).',
    check: 'PUT /blogs/posts/{postId} with and without it, and read rawHTML back.',
  },
  {
    id: 'scheduled-posts',
    area: 'Other',
    assumed: 'GET /blogs/posts/all lists scheduled posts. The help says that it may leave them out.',
    where: [at('triggers/blogs.ts', 'may leave out scheduled ones')],
    source: 'The description has the status; one report never saw one (2026).',
    check: 'Schedule a post, and list with and without the status SCHEDULED.',
  },
  {
    id: 'objects-version',
    area: 'Other',
    assumed: 'GET /objects/ takes the version 2021-07-28.',
    where: [at('reads/custom-objects.ts', 'GET /objects/')],
    source: 'The description and most reports; one needed 2023-02-21 (2026).',
    check: 'GET /objects/ with both versions.',
  },
  {
    id: 'refusal-in-success',
    area: 'Answers',
    assumed:
      'A success whose body is nothing but an error, or has a flag that says no, was not done; of a write that holds beside a record too.',
    where: [at('highlevel/response.ts', 'refusalInSuccess')],
    source: 'Public reports (2026); the shapes are not described.',
    check: 'Keep each answer with a 2xx that has errors, error or success: false.',
  },
  {
    id: 'custom-field-folder',
    area: 'Answers',
    assumed: 'Each custom field stands in a folder (parentId), one for each sub-account here.',
    where: [at('sandbox/state.ts', 'parentId')],
    source: 'The field was recorded with an id; what it names was not.',
    check: 'GET /locations/{locationId}/customFields?model=all in an account with folders.',
  },
  {
    id: 'missing-by-words',
    area: 'Answers',
    assumed:
      'A 400 or 422 that says in any wording that a thing of the call is not there, or that its id is invalid, means that the record is not there.',
    where: [at('highlevel/absence.ts', 'isNotFound')],
    source: 'Many reports for contacts, one for each of the others (2026).',
    check: 'Read a record of each kind by the id of one that was deleted.',
  },
  {
    id: 'submissions-order-and-days',
    area: 'Answers',
    assumed:
      'Submissions of forms and surveys come the latest first, and the day of endAt is whole, in UTC. A range of a year is taken. The triggers depend on none of these: they look at the order of what comes, and ask for a day more on each side.',
    where: [
      at('sandbox/api/submissions.ts', 'submitted'),
      at('sandbox/api/shared/lists.ts', 'boundOf'),
      at('triggers/forms.ts', 'lastDays'),
    ],
    source: 'The order is not described; one public trigger depends on it (2026). The days are a guess.',
    check:
      'Submit a form twice, and read GET /forms/submissions with endAt today, in a location far from UTC; then with startAt a year ago.',
  },
  {
    id: 'tag-moves-date-updated',
    area: 'Contacts',
    assumed:
      'A tag that a contact gets may move its dateUpdated, or not. Contacts that changed last are asked for first, and each poll reads some more pages at random: without it, a tag of more than 2,500 contacts is seen some polls late.',
    where: [at('triggers/contacts-events.ts', 'intoList')],
    source: 'Nobody tells.',
    check:
      'Add a tag to a contact, by hand and by POST /contacts/{contactId}/tags, and compare its dateUpdated.',
  },
  {
    id: 'tasks-of-a-location',
    area: 'Answers',
    assumed:
      'POST /locations/{locationId}/tasks/search gives open and completed tasks where completed is left out, the one added last first, and searchAfter holds that date. Its query looks through titles. If it gives open ones alone, New Task misses a task that is completed before the next poll, and nothing else: turning it on asks for both.',
    where: [
      at('sandbox/api/task-search.ts', 'searchAfter'),
      at('sandbox/api/task-search.ts', 'body.completed'),
      at('triggers/tasks.ts', "name: 'all'"),
    ],
    source: 'One source tells of the fields (August 2026); all else is a guess.',
    check:
      'Search without completed in a location that has both, and compare searchAfter with the dates of the tasks.',
  },
  {
    id: 'opportunities-by-filters',
    area: 'Opportunities',
    assumed:
      'POST /opportunities/search filters and sorts by the names with underscores, refuses others with 422, and each row’s sort begins with the value that it is sorted by.',
    where: [
      at('sandbox/api/opportunity-search.ts', 'SORTED'),
      at('sandbox/api/opportunity-search.ts', 'FILTERED'),
      at('reads/opportunity-search.ts', 'searchOpportunities'),
    ],
    source:
      'HighLevel’s own document on searches; a recording (July 2026) has sort, with the date of adding. Until it is known: where they are refused, the older search is asked for an hour, and what happens to old opportunities is seen some polls late; rows that were not asked for are left out; an order that is not the one asked for is noticed by sort, unless nothing on the first page ever changed.',
    check:
      'Sort by last_stage_change_date, and compare sort with lastStageChangeAt; filter by a name that is none.',
  },
  {
    id: 'object-records-by-filters',
    area: 'Answers',
    assumed:
      'POST /objects/{schemaKey}/records/search filters and sorts by createdAt, updatedAt and properties; an unknown property is refused with 422, a cursor with 400.',
    where: [at('sandbox/api/objects.ts', 'kindOf'), at('sandbox/api/objects.ts', 'searchRecords')],
    source:
      'The filter on createdAt, the prefix of properties and the refused cursor were measured (one source each, 2026); the rest is HighLevel’s own document.',
    check: 'Filter by a range of updatedAt, sort by a property, and filter by one that is none.',
  },
  {
    id: 'object-records-by-relations',
    area: 'Answers',
    assumed:
      'POST /objects/{schemaKey}/records/search takes a filter on relations, nested, by recordId; it finds the records that are tied to that one.',
    where: [at('fields/object-filters.ts', 'relatedTo'), at('sandbox/api/objects.ts', 'relatedIds')],
    source: 'One public connector describes it to its users (2026).',
    check:
      'Search the records that are tied to a contact, and compare them with the relations of the contact.',
  },
  {
    id: 'invoice-days',
    area: 'Answers',
    assumed:
      'startAt and endAt of GET /invoices/ and of the list of estimates are about the day of issue. An invoice that is late stays “sent” or “partially_paid”, or becomes “overdue”: Invoice Overdue asks for all three, and leaves out what is refused with 400 or 422. Each request names one status.',
    where: [at('sandbox/api/invoices.ts', 'issueDate'), at('triggers/invoices.ts', 'OVERDUE')],
    source: 'A guess; the description does not say. One public tool asks for a status “overdue”.',
    check:
      'Date an invoice back by a month, ask for this week; ask for status=overdue in an account that has a late one, and for two statuses with a comma.',
  },
  {
    id: 'invoice-changes',
    area: 'Answers',
    assumed:
      'Sending an invoice, a payment of it and another due date move its updatedAt. An answer to an estimate moves its updatedAt where rows have one; where they have none, every estimate that comes into sight as answered fires.',
    where: [at('triggers/invoices.ts', 'updatedAt')],
    source: 'A guess; only that the field is there is described.',
    check:
      'Send an invoice, pay a part, change its due date, and keep GET /invoices/ each time; answer an estimate, and keep its row.',
  },
  {
    id: 'estimate-rows',
    area: 'Answers',
    assumed:
      'A row of the list of estimates is as the answer to a new estimate is described, with estimateStatus.',
    where: [at('highlevel/contract/answers.ts', 'itemsAs')],
    source: 'The rows are described as text; one team names estimateStatus (2026).',
    check: 'Keep the answer of GET /invoices/estimate/list.',
  },
  {
    id: 'invoice-customer',
    area: 'Other',
    assumed:
      'HighLevel refuses an invoice or an estimate whose customer has no email or no phone number: the step refuses it first, and its form takes both in place of the contact’s own.',
    where: [at('operations/sale.ts', 'customerOf')],
    source:
      'The description requires both, and so does the API by a report to HighLevel (issue 16 of its documentation, May 2025). One public client sends an empty phone number (2026).',
    check: 'Make an invoice and an estimate with phoneNo as an empty text, and without it.',
  },
  {
    id: 'invoice-numbers',
    area: 'Other',
    assumed:
      'A new invoice without invoiceNumber gets the next number, and one without dueDate is due on its day of issue. Lines need no type: a price tells its own.',
    where: [at('sandbox/api/invoices.ts', 'createInvoice'), at('operations/sale.ts', 'linesOf')],
    source:
      'The description requires none of the three; it says of an estimate’s number that the next one is taken. Public clients send type with a recurring price (2026), and one team says that an estimate’s lines have none.',
    check: 'Make an invoice without these, with a line of a recurring price, and read it.',
  },
  {
    id: 'invoice-sending',
    area: 'Other',
    assumed:
      'Sending an invoice or an estimate is refused where liveMode is not its own, or where the user does not work in the sub-account. One that was sent can be sent again.',
    where: [at('sandbox/api/invoices.ts', 'checkSending'), at('creates/invoices.ts', 'sendingInput')],
    source:
      'The first by one public client (2026), the second by the words of the description; the rest is a guess.',
    check: 'Send a live invoice with liveMode false, with a user of another sub-account, and twice.',
  },
  {
    id: 'invoice-payments',
    area: 'Other',
    assumed:
      'record-payment takes a card or a check with their own modes alone, and requires them there. It refuses more than is due with 400. The payment is a transaction of the provider “manual”.',
    where: [at('creates/invoices.ts', 'TOLD_OF_METHOD'), at('sandbox/api/invoices.ts', 'recordPayment')],
    source:
      'The description requires both whatever the mode is; a guess. Without an amount, the step reads what is due and sends it.',
    check:
      'Record a payment in cash with neither, one by card without card, and one of more than is due; read GET /payments/transactions.',
  },
  {
    id: 'new-estimates',
    area: 'Other',
    assumed:
      'POST /invoices/estimate wants an expiryDate, and answers estimateNumber and estimateStatus as the list of estimates does. A new estimate is a draft until it is sent by the other endpoint.',
    where: [at('creates/invoices.ts', 'ESTIMATE_DAYS'), at('creates/invoices.ts', 'makeEstimate')],
    source:
      'One report on the date (2026). The answer is described without both; where it tells no status, the step gives draft or sent.',
    check: 'Make an estimate without expiryDate, keep the answer, send it, and keep that answer.',
  },
  {
    id: 'payment-days',
    area: 'Answers',
    assumed:
      'startAt and endAt of transactions, orders and subscriptions are about the date of making, days are whole in UTC, and the latest comes first.',
    where: [at('sandbox/api/payments.ts', 'COMMON')],
    source: 'The days in UTC: one report (2026); the order is seen in practice and not described.',
    check: 'Make a payment at 23:30 in a location west of UTC, and ask for that day and the next.',
  },
  {
    id: 'payment-statuses',
    area: 'Answers',
    assumed:
      'The status of a transaction is the text pending, succeeded, failed or refunded. A refund moves amountRefunded and updatedAt, and need not change the status. Payments of another status never fire.',
    where: [at('records/payment.ts', 'PAYMENT_STATUSES'), at('records/payment.ts', 'isRefunded')],
    source: 'The description has “succeeded” as an example, and calls the status an object.',
    check:
      'Let a payment fail, pay a part of another back, then all, and keep GET /payments/transactions each time.',
  },
  {
    id: 'payment-modes',
    area: 'Answers',
    assumed:
      'paymentMode of transactions, orders and subscriptions is live or test, and without it both come.',
    where: [at('fields/payment.ts', 'LIVE')],
    source: 'The description has “live” as an example; the list of invoices knows live, test and default.',
    check: 'Make a test payment, and ask for test, for live, and for neither.',
  },
  {
    id: 'order-account',
    area: 'Answers',
    assumed: 'GET /payments/orders takes the sub-account as altId, without altType.',
    where: [at('reads/payments.ts', 'GET /payments/orders')],
    source: 'The description has no altType there; public clients send it.',
    check: 'Ask for orders with altType and without.',
  },
  {
    id: 'order-lines',
    area: 'Answers',
    assumed:
      'The lines of an order have name and qty, and their product and price as records of their own or as fields of the line. Zapier gives a step the lines that it fetches by a pointer as line items.',
    where: [at('records/order.ts', 'toLine'), at('records/order.ts', 'z.dehydrate')],
    source:
      'The event OrderCreate has product and price whole; the description calls lines text. Zapier documents pointers to more data of a record, and says nothing of line items.',
    check:
      'Keep GET /payments/orders/{orderId} of a shop order; map Item Name of New Order into a step that takes line items, and run it.',
  },
  {
    id: 'subscription-statuses',
    area: 'Answers',
    assumed:
      'The status of a subscription is its provider’s word: that of Stripe (active, trialing, past_due, unpaid, paused, incomplete, canceled), or the same in capitals; SUSPENDED is paused. A new status moves updatedAt.',
    where: [at('records/subscription.ts', 'SUBSCRIPTION_STATUSES'), at('records/subscription.ts', 'SAME')],
    source: 'The description has “active” as an example, and one in capitals of PayPal’s.',
    check: 'Pause and cancel a subscription of each provider, and keep GET /payments/subscriptions.',
  },
  {
    id: 'payment-amounts',
    area: 'Answers',
    assumed: 'Amounts of payments, invoices and prices are in the currency itself, not in its hundredths.',
    where: [at('sandbox/seed/commerce.ts', 'amount')],
    source: 'The examples of the description; no recording.',
    check: 'Take a payment of 12.50, and read GET /payments/transactions.',
  },
  {
    id: 'order-payment-status',
    area: 'Answers',
    assumed: 'GET /payments/orders can be asked by paymentStatus, and its rows do not tell it.',
    where: [at('sandbox/api/payments.ts', 'ALONE')],
    source: 'The description has the parameter, and no such field.',
    check: 'Keep the answer of GET /payments/orders with paymentStatus=refunded.',
  },
  {
    id: 'document-templates',
    area: 'Other',
    assumed:
      'POST /proposals/templates/send takes the dated version, and the scope documents_contracts_template/sendLink.write, the list of templates documents_contracts_template/list.readonly. A sent document answers its links with documentId; a draft has none, and its step gives no id. The documentId is the one of GET /proposals/document.',
    where: [
      at('creates/documents.ts', 'function madeOf'),
      at('highlevel/contract/corrections.ts', 'documents_contracts_template/sendLink.write'),
      at('sandbox/api/documents.ts', 'function sendTemplate'),
    ],
    source:
      'One report has the answer with links, no address among them, and says that only version v3 works (July 2026): set HIGHLEVEL_API_VERSION to v3 where a 401 “Invalid JWT” comes. Another public app reads a draft from the list. Some write the scope as documents_contracts_templates/sendlink.write.',
    check:
      'Send a template with both versions, and once with sendDocument false; compare the answers with the list of documents, and look which scopes the HighLevel app offers.',
  },
  {
    id: 'documents',
    area: 'Answers',
    assumed:
      'GET /proposals/document gives the one made last first, refuses more than 21 a page with 422, and its words are looked for in names, not in e-mails. A document that goes back to draft and is signed again has another documentRevision; Document Signed misses it otherwise. The trigger depends on no order, and not on dateFrom and dateTo.',
    where: [
      at('sandbox/api/documents.ts', 'MOST'),
      at('sandbox/api/documents.ts', 'NAMES'),
      at('triggers/documents.ts', 'documentRevision'),
    ],
    source: 'One source tried it (September 2026); another had an empty list for 100 a page.',
    check:
      'Ask for 22 a page; sign an old document and look where it stands, and whether dateFrom of today gives it; set it back to draft, sign it again and compare documentRevision.',
  },
  {
    id: 'documents-scope',
    area: 'Access',
    assumed:
      'GET /proposals/document needs the scope documents_contracts/list.readonly, a record of an object by its id objects/record.readonly, and to change one objects/record.write.',
    where: [at('highlevel/contract/corrections.ts', 'documents_contracts/list.readonly')],
    source: 'The description names none; live tokens carry them (2026).',
    check: 'Call each with a token that lacks the scope.',
  },
  {
    id: 'media-files',
    area: 'Answers',
    assumed:
      'A file has _id, name, url, type, size and the folder as parentId. Without parentId the outermost files come, with words those of all folders.',
    where: [at('sandbox/api/medias.ts', 'isEverywhere'), at('highlevel/contract/answers.ts', 'FILE')],
    source: 'The description’s example has some of the names; the rest is a guess.',
    check: 'Keep the answer of GET /medias/files with and without query, for a file in a folder.',
  },
  {
    id: 'media-upload-name',
    area: 'Answers',
    assumed:
      'POST /medias/upload-file keeps the file under the name that is sent, and its address ends as that name does.',
    where: [at('creates/media.ts', 'fileInput'), at('sandbox/api/medias.ts', 'upload')],
    source:
      'Public connectors send a name with each file (2026); the description does not say what it is for.',
    check: 'Upload a.png with the name b.png and once with none; read both in GET /medias/files.',
  },
  {
    id: 'media-hosted',
    area: 'Answers',
    assumed:
      'With hosted true HighLevel fetches the file from fileUrl and keeps it; so the link may be closed afterwards.',
    where: [at('creates/media.ts', 'hosted: true'), at('sandbox/api/medias.ts', 'sentIn')],
    source: 'One connector says so (2026); the description says only that fileUrl is then required.',
    check:
      'Upload a link, take the file behind it away, and open the address that was answered. Try 30 MB too.',
  },
  {
    id: 'contact-file-answer',
    area: 'Contacts',
    assumed:
      'POST /forms/upload-custom-files answers the contact, alone or under contact, with its custom fields. Where it does not, the step gives no links, and is a success all the same.',
    where: [at('creates/contact-files.ts', 'filedIn'), at('sandbox/api/contact-files.ts', 'upload')],
    source: 'The text of the description: “the updated contact object”; its shape is not described.',
    check: 'Upload a file, keep the answer, and read the contact.',
  },
  {
    id: 'contact-file-field',
    area: 'Contacts',
    assumed:
      'A file for a field that takes one takes the place of the one it has; in a field for several it comes beside them. A field that is no file field of contacts, and a kind of file that is not named, are refused with 400.',
    where: [
      at('creates/contact-files.ts', 'another one may lose its file'),
      at('sandbox/api/contact-files.ts', 'partOf'),
    ],
    source: 'One source for each of the first two (2026); the refusals are a guess.',
    check:
      'Upload two files in turn into a field of each sort; then one into a text field, one named by the field alone without “_” and an id, and one of a kind that is not named.',
  },
  {
    id: 'social-post-status',
    area: 'Other',
    assumed:
      'A post with the status published and no date goes out at once; scheduled and in_review need a date; a review needs an approver and the approval status pending.',
    where: [at('creates/social.ts', 'STATUSES'), at('sandbox/api/social-posts.ts', 'written')],
    source: 'The description of v3, and one report for published (July 2026).',
    check: 'Make a post of each status on an account for tests, and read it with GET …/posts/{id}.',
  },
  {
    id: 'social-post-creator',
    area: 'Other',
    assumed: 'A post must say createdBy, and may say the same user as in userId.',
    where: [at('creates/social.ts', 'createdBy')],
    source:
      'One connector found that it must not be empty (October 2025). It is described as optional; v3 says that it must be an ObjectId, which a user’s ID is not.',
    check:
      'Make a draft without createdBy, and one with a user’s ID there, with a dated version and with v3.',
  },
  {
    id: 'social-post-times',
    area: 'Other',
    assumed:
      'The times of an event or an offer for Google are what the clock in the sub-account shows; the answer to a new post has the post in results.post.',
    where: [at('creates/social.ts', 'googleTimes'), at('creates/social.ts', 'results')],
    source: 'The first is a guess: the description has the parts of a time, and no zone.',
    check: 'Make an event for 18:00 in a sub-account west of UTC, and look at it in Google.',
  },
  {
    id: 'social-tags',
    area: 'Other',
    assumed: 'The tags of a post are sent by their IDs. Categories and tags come 50 a page.',
    where: [
      at('fields/social-post.ts', 'Choose tags of the social planner'),
      at('reads/social.ts', "bySkip('skip', 50)"),
    ],
    source: 'The description of v3; the dated one calls them values. No largest page is described.',
    check: 'Make a draft with a tag’s ID and one with its name; ask for 50 categories at once.',
  },
  {
    id: 'template-origin',
    area: 'Answers',
    assumed: 'originId of GET /locations/{locationId}/templates is the id of the location.',
    where: [at('sandbox/api/templates.ts', 'templates')],
    source: 'Live connectors send it so (2026); the description requires it and does not say what it is.',
    check: 'Ask with the location’s id, and with another text.',
  },
  {
    id: 'upload-for-message',
    area: 'Conversations',
    assumed:
      'POST /conversations/messages/upload takes files under fileAttachment, several at once, and answers their addresses by their names.',
    where: [
      at('sandbox/api/messages.ts', 'upload'),
      at('highlevel/contract/corrections.ts', 'fileAttachment'),
    ],
    source: 'The text of the description; the form of uploadedFiles is a guess.',
    check: 'Upload two files in one request, and send a message with the addresses.',
  },
  {
    id: 'voice-ai-days',
    area: 'Answers',
    assumed:
      'startDate and endDate of GET /voice-ai/dashboard/call-logs are in milliseconds and about createdAt, and one without the other is refused.',
    where: [at('sandbox/api/voice-ai.ts', 'callLogs'), at('triggers/voice-ai.ts', 'recent')],
    source: 'The description says that both go together; its example is in milliseconds.',
    check: 'Ask with startDate alone, and with both in seconds.',
  },
  {
    id: 'voice-ai-summary',
    area: 'Answers',
    assumed:
      'A call of Voice AI may be listed while it goes on, and before its summary is there; createdAt is its beginning. New Voice AI Call waits for the summary, 30 minutes after the end at most. The message of a call has its recording.',
    where: [at('records/voice-ai-call.ts', 'isFinished'), at('records/voice-ai-call.ts', 'recording')],
    source: 'The description requires a summary of each row, and does not tell when it is written.',
    check:
      'Call an agent, ask for the calls every ten seconds until some minutes after the end, and fetch the recording of messageId.',
  },
  {
    id: 'export-without-channel',
    area: 'Conversations',
    assumed:
      'GET /conversations/messages/export without a channel leaves emails out; startDate is about when a message was added, also where it sorts by updatedAt; a thread of emails that grows moves updatedAt.',
    where: [at('sandbox/api/messages.ts', 'exportAll'), at('sandbox/api/messages.ts', 'SORTED')],
    source: 'The description for the emails; the rest is a guess, on the side of what loses more.',
    check:
      'Answer an e-mail of last month, and ask for channel=Email, sortBy=updatedAt, with startDate of yesterday.',
  },
  {
    id: 'refusal-does-nothing',
    area: 'Access',
    assumed: 'A write that is answered with 401 or 403 was not done, unless the words tell of a time-out.',
    where: [at('highlevel/advice.ts', 'refusedFor')],
    source: 'No report tells of one that was done; the time-out has one (2026).',
    check: 'Make each kind of write with a token that lacks its scope, and read the record after it.',
  },
  {
    id: 'token-refused-by-words',
    area: 'Access',
    assumed:
      'A 401 is about the token where it names the token or a JWT as invalid or expired, or gives no reason.',
    where: [at('highlevel/answer.ts', 'EXPIRED')],
    source: 'Public reports (2026), in other wordings each.',
    check: 'Call with an expired, a revoked and a malformed token, and read the words.',
  },
  {
    id: 'later-by-words',
    area: 'Conversations',
    assumed:
      'A 4xx “not available”, “not ready” or “being processed” for a recording or a transcription means that it may still come.',
    where: [at('highlevel/absence.ts', 'isNotThereYet')],
    source: 'One report of a 422 for a recording (2026).',
    check: 'Ask for the recording and the transcription of a call at once, and every minute after it.',
  },
  {
    id: 'duplicate-id-names',
    area: 'Answers',
    assumed:
      'A refusal of a duplicate says so in its message or code, and has the id as existingId or under the name of the thing.',
    where: [at('highlevel/absence.ts', 'existingIdIn')],
    source: 'Many reports for contacts and opportunities, one for conversations and relations (2026).',
    check: 'Create a duplicate of each, and keep the answer.',
  },
  {
    id: 'bulk-names-all',
    area: 'Answers',
    assumed: 'A bulk answer names every record that was changed; one that it does not name was not.',
    where: [at('records/outcomes.ts', 'changedAll'), at('creates/contacts.ts', 'bulkTagsOutcome')],
    source: 'The description; no recording has a failure.',
    check: 'Change tags, followers and businesses of a good and of a deleted contact in one call.',
  },
  {
    id: 'answer-shows-what-is-saved',
    area: 'Answers',
    assumed:
      'The answer to an update shows the record after it: a cleared field that has a value there was not cleared.',
    where: [at('operations/unsaved.ts', 'unsaved')],
    source: 'A guess; what clears which type of field is told in contradictory ways (2026).',
    check: 'Clear a field of each type, and compare the answer with a read of the record.',
  },
  {
    id: 'webhook-content-exact',
    area: 'Webhooks',
    assumed:
      'What Zapier gives an instant trigger as rawRequest.content is the text as HighLevel sent it, to the byte.',
    where: [at('zapier/hooks.ts', 'readRequest'), at('highlevel/webhook-call.ts', 'webhookCallOf')],
    source: 'One report of a signature that was right (zapier-platform issue 290); nothing promises it.',
    check: 'Receive a signed event whose text has blanks, umlauts and \\u escapes, and verify it.',
  },
  {
    id: 'webhook-body-unreadable',
    area: 'Webhooks',
    assumed: 'Of a body that is neither JSON nor a form Zapier makes an empty cleanedRequest.',
    where: [at('zapier/hooks.ts', 'parse')],
    source: 'A guess.',
    check: 'Post broken JSON and plain text to an instant trigger, and read what it was given.',
  },
  {
    id: 'workflow-webhook-once',
    area: 'Webhooks',
    assumed: 'A workflow’s Webhook action sends once, whatever is answered.',
    where: [at('sandbox/webhooks.ts', 'postFromWorkflow')],
    source:
      'Third parties contradict each other; HighLevel tells of retries for an app’s events alone (2026).',
    check: 'Answer the action with 429, and with 500, and wait for an hour.',
  },
  {
    id: 'webhook-events-of-a-change',
    area: 'Webhooks',
    assumed:
      'A change of tags, or of Do Not Disturb, is no ContactUpdate beside its own event; an update that changes nothing has no event.',
    where: [at('sandbox/webhooks/app-events.ts', 'ContactTagUpdate')],
    source: 'A guess. Events of opportunities do come in pairs (issue 27).',
    check: 'Receive all events of contacts, add a tag, and save a contact without a change.',
  },
  {
    id: 'webhook-deletes-below-contact',
    area: 'Webhooks',
    assumed: 'When a contact is deleted, its notes, tasks and appointments are reported as deleted, too.',
    where: [at('sandbox/api/contacts.ts', 'remove')],
    source: 'A guess.',
    check: 'Receive all events of deletions, and delete a contact that has one of each.',
  },
  {
    id: 'webhook-task-without-contact',
    area: 'Webhooks',
    assumed: 'The event of a new task has neither contactId nor body.',
    where: [at('sandbox/webhooks/app-events.ts', 'TaskCreate')],
    source: 'One report (issue 332, September 2026); the description has both.',
    check: 'Add a task by hand and by the API, and read both events.',
  },
  {
    id: 'webhook-appointment-type',
    area: 'Webhooks',
    assumed: 'A changed or deleted appointment’s event has its own name as type.',
    where: [at('sandbox/webhooks/app-events.ts', 'AppointmentUpdate')],
    source: 'The examples of both say AppointmentCreate, the descriptions do not.',
    check: 'Move and delete an appointment, and read the type of both events.',
  },
  {
    id: 'webhook-record-unnamed',
    area: 'Webhooks',
    assumed: 'The event of a custom object’s record has no type, and does not say of which object it is.',
    where: [at('sandbox/webhooks/app-events.ts', 'RecordCreate')],
    source: 'The example; the description has a type, and says nothing of its values.',
    check: 'Add a record and a business, and read both events.',
  },
  {
    id: 'webhook-key',
    area: 'Webhooks',
    assumed: 'HighLevel signs the events of all apps with the key of its official SDK, over the exact text.',
    where: [at('highlevel/settings.ts', 'WEBHOOK_KEY'), at('highlevel/webhook-signature.ts', 'isSigned')],
    source: 'The SDK (2026-05-01), and several public sources; the older key ended in 2026.',
    check: 'Switch NoteCreate on in a test app, write a note, and see whether App Event starts.',
  },
  {
    id: 'webhook-app-id',
    area: 'Webhooks',
    assumed: 'An event’s appId is the part of the client id before the hyphen.',
    where: [at('operations/app-event.ts', 'appId'), at('highlevel/settings.ts', 'appId')],
    source: 'The SDK takes it so; three live events in public issues have such an id (2026).',
    check: 'Compare the appId of any event with the client id.',
  },
  {
    id: 'webhook-location-name',
    area: 'Webhooks',
    assumed: 'Events of invoices name their sub-account as altId, all others as locationId.',
    where: [at('highlevel/webhook-events.ts', 'locationIdIn')],
    source: 'The examples (June 2026). An event that names none starts no Zap.',
    check: 'Send an invoice, and read its event; likewise an order.',
  },
  {
    id: 'webhook-zap-id',
    area: 'Webhooks',
    assumed:
      'Zapier tells a static hook’s run which Zap it is (bundle.meta.zap.id). Where it does not, Zaps of one connection with the same form count as one.',
    where: [at('operations/hook-memory.ts', 'meta?.zap?.id')],
    source: 'Zapier documents it for all operations; nothing is said of hooks and of tests in the editor.',
    check: 'Let two Zaps with the same form get the same workflow, and log the meta of both, and of a test.',
  },
  {
    id: 'webhook-tests-list',
    area: 'Webhooks',
    assumed: 'A test in the editor calls the performList of a static hook, each time.',
    where: [at('operations/hook.ts', 'performList')],
    source: 'Zapier says so of hooks with a subscription.',
    check: 'Test the trigger before and after a call, and look for the call’s custom data.',
  },
  {
    id: 'webhook-run-again',
    area: 'Webhooks',
    assumed: 'After a ThrottledError Zapier runs the same call of a hook once more.',
    where: [at('operations/hook.ts', 'AGAIN_SECONDS')],
    source: 'Zapier’s documentation of throttling, of requests in a webhook trigger.',
    check: 'Throw one in a hook’s perform, and count the runs.',
  },
  {
    id: 'webhook-many-levels',
    area: 'Webhooks',
    assumed:
      'No body of more than some thousand levels comes to the app: core fails with it before it calls the app.',
    where: [at('highlevel/webhook-call.ts', 'isTooDeep')],
    source: 'Run on core 19.1.0. What Zapier’s own servers make of such a body is not known.',
    check: 'Post 5,000 opening and closing brackets to a static hook, and look into the Zap’s history.',
  },
  {
    id: 'workflow-body',
    area: 'Webhooks',
    assumed:
      'A workflow’s Webhook action sends what four recorded bodies have, and an appointment’s times in its selectedTimezone.',
    where: [
      at('records/workflow-event.ts', 'OF_CONTACT'),
      at('records/workflow-event.ts', 'selectedTimezone'),
    ],
    source: 'Four public recordings (April 2025 to September 2026).',
    check: 'Book an appointment for a contact of another zone than the sub-account’s, and read the body.',
  },
  {
    id: 'custom-data-names',
    area: 'Webhooks',
    assumed: 'A field whose key has blanks can be mapped, such as customData__Which Link.',
    where: [at('operations/workflow-event.ts', 'customDataFields')],
    source: 'Webhooks by Zapier gives such keys.',
    check: 'Map a custom data pair with a blank in its key in a later step.',
  },
  {
    id: 'ids-without-blanks',
    area: 'Other',
    assumed: 'No id of a record has a blank or an @ in it.',
    where: [at('operations/field-value.ts', 'checkIds')],
    source: 'Every recorded id (2026).',
    check: 'Look through the ids of every kind of record.',
  },
  {
    id: 'object-record-values',
    area: 'Other',
    assumed:
      'A record of an object takes an option by its key, a day as midnight in UTC, an amount as { currency: "default", value }, files as [{ url }], and a box of a text-box list as list.box. On update the lists of options are { add, remove }; to take away an option that the record does not have does no harm; files are the whole list.',
    where: [
      at('fields/object-record.ts', 'sendable'),
      at('fields/object-record.ts', 'chosen'),
      at('sandbox/api/shared/object-properties.ts', 'isOfType'),
    ],
    source:
      'One source each (2026-08) for keys, which another contradicts, for full dates and for { add, remove }; the example of the description for the rest. Until it is known: a value that is not in the answer is named in Note on Fields Not Saved.',
    check:
      'POST /objects/{schemaKey}/records with one value of each type, by key and by label; PUT the same, and read it back.',
  },
  {
    id: 'object-record-cleared',
    area: 'Other',
    assumed:
      'An empty text empties a field of text of an object’s record, and null any other; a list of options is emptied by taking all of them away. Fields that are not sent stay, and properties may be empty.',
    where: [
      at('fields/object-record.ts', 'empty'),
      at('sandbox/api/shared/object-properties.ts', 'writtenProperties'),
    ],
    source:
      'Two public tools, one with null and one with an empty text (2026). Until it is known: what still has its value in the answer is named in Note on Fields Not Saved.',
    check: 'PUT /objects/{schemaKey}/records/{id} with null and with an empty text for each type.',
  },
  {
    id: 'object-required-fields',
    area: 'Other',
    assumed:
      'GET /objects/{key} gives the standard fields of an object too, and requiredProperties as the list does; where it has none, a new record needs the object’s primary property.',
    where: [at('records/object-record.ts', 'requiredIn'), at('sandbox/api/objects.ts', 'is required')],
    source: 'The list was recorded (2026-05); the description of one object has no requiredProperties.',
    check: 'GET /objects/{key} with fetchProperties=true, and POST a record without that property.',
  },
  {
    id: 'object-record-people',
    area: 'Other',
    assumed:
      'Only records of custom objects have an owner, one at most, and followers, ten at most; an empty list of owners leaves a record without one.',
    where: [at('creates/custom-objects.ts', 'owner'), at('sandbox/api/objects.ts', 'usersIn')],
    source: 'The description says how many; nothing tells what an update with owner: [] does.',
    check: 'PUT /objects/{schemaKey}/records/{id} with owner: [], and with two owners.',
  },
  {
    id: 'custom-value-names',
    area: 'Other',
    assumed:
      'HighLevel takes a second custom value of the same name, and a new name gives a custom value another merge tag. Set Custom Value makes one only where no name is the same, in capitals or not, and refuses to choose between several.',
    where: [at('creates/locations.ts', 'called'), at('sandbox/api/locations.ts', 'custom_values.')],
    source: 'A guess; the description says nothing of either.',
    check:
      'POST /locations/{locationId}/customValues with a name that is there; PUT another name, and read fieldKey.',
  },
  {
    id: 'custom-value-emptied',
    area: 'Other',
    assumed: 'A custom value can’t be emptied: Set Custom Value wants a text.',
    where: [at('creates/locations.ts', "longText('value'")],
    source: 'The description requires the value; rows without one are there (two recordings, 2026-04).',
    check: 'PUT /locations/{locationId}/customValues/{id} with an empty value.',
  },
  {
    id: 'custom-value-scope',
    area: 'Access',
    assumed: 'Changing a custom value needs the scope locations/customValues.write.',
    where: [at('highlevel/contract/corrections.ts', 'locations/customValues.write')],
    source: 'The description names no scope for it; making one needs this.',
    check: 'PUT /locations/{locationId}/customValues/{id} with a token without that scope.',
  },
  {
    id: 'endpoints-by-shape',
    area: 'Other',
    assumed:
      'An endpoint that no operation uses answers 404 “… not found for id: …” where its record is gone, 201 to a create, and the latest record first in a list.',
    where: [
      at('sandbox/general/records.ts', 'mustFind'),
      at('sandbox/general/records.ts', 'all(): Kept[]'),
      at('sandbox/general/index.ts', 'status: 201'),
    ],
    source:
      'A guess from the endpoints that were recorded; the descriptions tell the shape of an answer alone.',
    check:
      'Make, list, read, change and delete one record of some of these, such as a trigger link and a coupon; delete it a second time.',
  },
];
