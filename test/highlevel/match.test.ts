/** The endpoint that a concrete call means. */
import { endpoint, endpointKeys, undeclaredVersion } from '../../highlevel/contract';
import { OUTLINE_FACTS } from '../../highlevel/contract/catalog';
import { factsOfCall, matchEndpoint } from '../../highlevel/contract/match';

test.each([
  ['GET', '/contacts/', '/contacts/'],
  ['GET', '/contacts', '/contacts/'],
  ['GET', '/contacts/x1', '/contacts/{contactId}'],
  ['GET', '/contacts/x1/', '/contacts/{contactId}'],
  ['PUT', '/contacts/x1/tasks/t1/completed', '/contacts/{contactId}/tasks/{taskId}/completed'],
  ['POST', '/contacts/search', '/contacts/search'],
  ['GET', '/contacts/search/duplicate', '/contacts/search/duplicate'],
  ['DELETE', '/contacts/x1/campaigns/removeAll', '/contacts/{contactId}/campaigns/removeAll'],
  ['GET', '/conversations/search', '/conversations/search'],
  ['GET', '/conversations/messages/m1', '/conversations/messages/{id}'],
  ['GET', '/conversations/messages/email/e1', '/conversations/messages/email/{id}'],
  ['GET', '/conversations/c1/messages', '/conversations/{conversationId}/messages'],
])('%s %s means %s', (method, path, route) => {
  expect(matchEndpoint(method, path)?.route).toBe(route);
});

test.each([
  ['GET', '/'],
  ['GET', ''],
  ['PATCH', '/contacts/x1'],
  ['GET', '/contacts//tasks'],
  ['GET', '/Contacts/x1'],
  ['GET', '/contacts/x1/tasks/t1/more'],
  ['get', '/contacts/x1'],
])('%s %s means none', (method, path) => {
  expect(matchEndpoint(method, path)).toBeUndefined();
});

const VERSIONS = { '2021-07-28': 'dated', v3: 'v3' } as const;

test.each(Object.entries(VERSIONS))(
  'every endpoint is found by a call of its own with %s, with its outline',
  (header, version) => {
    for (const key of endpointKeys(version)) {
      const facts = endpoint(key, version);
      const found = matchEndpoint(facts.method, facts.route.replace(/\{(\w+)\}/g, 'x1'), header);
      expect([key, found?.method, found?.route]).toEqual([key, facts.method, facts.route]);
      for (const name of OUTLINE_FACTS) expect([key, found?.[name]]).toEqual([key, facts[name]]);
    }
  },
);

test.each([
  ['GET', '/users/search', undefined, '/users/search', '2021-07-28'],
  ['GET', '/users/search', 'v3', '/users/search', 'v3'],
  ['GET', '/users/', 'v3', '/users/', '2021-07-28'],
  ['GET', '/chat-widget/list', undefined, '/chat-widget/list', 'v3'],
  ['GET', '/chat-widget/list', '2021-07-28', '/chat-widget/list', 'v3'],
  [
    'GET',
    '/social-media-posting/oauth/google/start',
    undefined,
    '/social-media-posting/oauth/google/start',
    '2021-07-28',
  ],
  [
    'GET',
    '/social-media-posting/oauth/google/start',
    'v3',
    '/social-media-posting/oauth/{platform}/start',
    'v3',
  ],
])(
  '%s %s with the version %s means %s, and is sent with %s unless said',
  (method, path, sent, route, version) => {
    expect(matchEndpoint(method, path, sent)).toMatchObject({ route, version });
  },
);

describe('the facts of a call', () => {
  test('are the endpoint’s, corrections among them', () => {
    const facts = factsOfCall('GET', '/conversations/messages/email/e1');
    expect(facts).toMatchObject({ access: ['location'], version: '2021-04-15' });
    expect(factsOfCall('POST', '/contacts/search').reads).toBe(true);
  });

  test('are as little as is known, where the contract has no such endpoint', () => {
    expect(factsOfCall('DELETE', '/things/x1/parts/p1')).toEqual({
      method: 'DELETE',
      route: '/things/0/0/0',
      version: undeclaredVersion('/things'),
      access: [],
      scopes: [],
      path: {},
      query: {},
      body: {},
    });
    expect(factsOfCall('GET', '/conversations/new/kind/x').version).toBe('2021-04-15');
  });
});
