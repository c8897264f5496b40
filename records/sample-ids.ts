/**
 * The ids that samples show: one for each kind of record, so that what belongs together has one id
 * everywhere.
 */

const APPOINTMENT = 'YS3jaqqeehkR2Is80miy';

export const SAMPLE_IDS = {
  Agency: '5DP4iH6HLkQsiKESj6rh',
  Appointment: APPOINTMENT,
  'Appointment Note': 'kT8vQx2LmWc4NzRd6YpB',
  'Appointment Series': 'pW3mZ8bKxT1vQ6yNcR5d',
  Association: '67ade73d1119d2ac7ad0c475',
  Blog: '66f429b8afdce84227a4610d',
  'Blog Author': '6683abde331c041f32c07aea',
  'Blog Category': '659ecabc4a37969a2b7cc370',
  'Blog Post': '66c381b38be80858b9af62b6',
  'Blocked Slot': '0TkCdp9PfvLeWKYRRvIz',
  Business: '641c094001436dbc2081e642',
  Calendar: 'YlWd2wuCAZQzh2cH1fVZ',
  'Calendar Group': 'BqTwX8QFwXzpegMve9EQ',
  Campaign: 'mIVALPYuTD7YjUHnFEx4',
  Contact: 'ocQHyuzHvysMo5N5VsXc',
  Conversation: 'tDtDnQdgm2LXpyiqYvZ6',
  'Conversation Provider': 'cI08i1Bls3iTB9bKgF01',
  'Custom Field': '3sv6UEo51C9Bmpo1cKTq',
  'Custom Value': '4Kx9TnWq2LbVz7RmYc3P',
  'Custom Object Record': '67b0e1c49b28943d5af66c07',
  Document: '66d1a7c04f2b9e0012a4c3e8',
  Email: 'rnGyqh2F6uBrIkfhFo9A',
  Estimate: '66f0c2d58b1e4a0013d7e9b2',
  /** Delete Event deletes an appointment or a blocked slot. */
  Event: APPOINTMENT,
  Form: 'Rj1kPq7sTzXw3yBn5vMd',
  'Form Submission': '66f3b8a19c4d2e0014e6f7a5',
  Invoice: '66f4d9b2ac5e3f0015f708b6',
  Location: 've9EPM428h8vShlRW1KT',
  'Lost Reason': 'CLu7BaljjqrEjBGKTNNe',
  'Media File': '66f5eac3bd6f400016081ac7',
  'Media Folder': '66f6fbd4ce70510017192bd8',
  Message: 't22c6DQcTDf3MjRhwf77',
  Note: 'HGPcayliwcdoUFzvbTok',
  Notification: '66f2b1c4a9d3e80012c7d5f1',
  Opportunity: 'yWQobCRIhRguQtD2llvk',
  'Other Contact': 'hN4wTz9RkVb2XcQm7LyP',
  'Other Email': 'Zx6nLq3VtYw8RbKd1McJ',
  'Other Record': '67a349a79b28947ec1f65bb5',
  'Other User': 'seD4PfOuKoVMLkEZqohJ',
  Payment: '66f70ce5df816200182a3ce9',
  Pipeline: 'aWdODOBVOlH1RUFKWQke',
  Price: '66f81df6e0927300193b4dfa',
  Product: '66f92e07f1a384001a4c5e0b',
  Relation: '67ae0d741119d218c9d0c477',
  Resource: '66e1a7c49b2d4f0013a8c6e2',
  Snapshot: '1eM2UgkfaECOYyUdCo9P',
  'Social Account': '66fa3f1802b495001b5d6f1c_hR7cV2pXq9LmTs4ZbN6d_page',
  Stage: 'e93ba61a-53b3-45e7-985a-c7732dbcdb69',
  'Earlier Stage': '7915dedc-8f18-44d5-8bc3-77c04e994a10',
  Survey: 'Vq8tLm3xNb6yRc1zHw5K',
  Task: 'lJpzYrWdpkC2hX6t2yue',
  Template: '66f2b1c4a9d3e80012c7d5aa',
  User: 'y0BeYjuRIlDwsDcOHOJo',
  Visitor: 'cV5rXk2NbWq9ZtLp4HsM',
  Workflow: '78559bb3-b920-461e-b010-7b2a2816d2a9',
  'Workflow Event': '5f2b7c90d1e84a63b7c5a90e12d4f866',
} as const;

/** What the table has an id for. */
export type SampleOf = keyof typeof SAMPLE_IDS;
