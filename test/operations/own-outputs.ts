/** What this app adds to answers, or says in another type, and why: everywhere, by noun, or by operation. */
export const OWN: { [of: string]: { [field: string]: string } } = {
  everywhere: {
    success: 'The API spells it in three ways, or answers nothing.',
    deleted: 'A delete’s answer says it in three ways, or not at all.',
  },
  Conversation: { type: 'A number where one is read, a name in a search: here always the name.' },
  Message: {
    callDuration: 'A number, from text.',
    emailMessageIds: 'From deep in the message, where only emails have them.',
  },
  Recording: { file: 'The answer is the file itself.' },
  create_relation: { new: 'Whether it was made now: the user may have the one that exists.' },
  get_duplicate_contact: { found: 'The answer is a contact or null; this says which.' },
  get_message_transcription: {
    text: 'The sentences, joined.',
    'sentences[]sentenceIndex': 'The answer is the bare list of sentences, which is a field here.',
    'sentences[]transcript': 'As above.',
    'sentences[]mediaChannel': 'As above.',
    'sentences[]startTime': 'As above.',
    'sentences[]endTime': 'As above.',
    'sentences[]confidence': 'As above.',
  },
  download_transcription: { file: 'The answer is the file itself.' },
  get_free_slots: {
    date: 'The name under which the answer, a map, has the day’s slots.',
    startTime: 'One of the day’s slots.',
  },
  check_blog_url_slug: { id: 'The slug: the answer is yes or no alone.' },
  validate_calendar_group_slug: { id: 'The slug: the answer is yes or no alone.' },
  bulk_update_contact_tags: {
    'results[]contactId': 'What the answer says of each contact, described as text.',
    'results[]success': 'As above.',
    'results[]message': 'As above.',
  },
  agent_typing_indicator: {
    isTyping: 'Yes or no, which the request has as text.',
  },
  bulk_update_contact_business: { missing: 'The contacts that were asked for and are not in the answer.' },
  update_blog_post: {
    contentSaved: 'Whether the answer has the content that was sent, if it shows it.',
    contentNote: 'The same in words.',
  },
};
