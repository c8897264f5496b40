/** The plain names of endpoints: what the rules make of a path and of the description's own name. */
import { type ApiVersion, endpoint, endpointKeys, hasVersion } from '../../highlevel/contract';
import { AREAS, nameByRules, nameOf, OVERLAID } from '../../highlevel/contract/names';

/** The label of an endpoint, from its method and path, the description's name of it, and its tag. */
function label(endpoint: string, operation: string, tag = '') {
  const [method = '', route = ''] = endpoint.split(' ');
  const { area, name } = nameOf({ method, route, tag, operation });
  return `${area} · ${name}`;
}

describe('the name of an endpoint', () => {
  it.each([
    ['POST /invoices/', 'create-invoice', 'Invoices & Payments · Create Invoice'],
    ['GET /invoices/', 'list-invoices', 'Invoices & Payments · List Invoices'],
    ['GET /workflows/', 'get-workflow', 'Workflows & Campaigns · List Workflows'],
    ['GET /payments/orders/{orderId}', 'get-order-by-id', 'Invoices & Payments · Get Order'],
    [
      'PUT /calendars/events/appointments/{eventId}',
      'edit-appointment',
      'Calendars & Appointments · Update Appointment',
    ],
    ['POST /contacts/upsert', 'upsert-contact', 'Contacts · Create or Update Contact'],
    [
      'GET /contacts/business/{businessId}',
      'get-contacts-by-businessId',
      'Contacts · List Contacts by Business',
    ],
    ['GET /brand-boards/{locationId}', 'getBrandBoardsByLocation', 'Brand Boards · List Brand Boards'],
    ['GET /companies/{companyId}', 'get-company', 'Companies · Get Company'],
    ['GET /ad-publishing/linkedin/ad-accounts', 'li-get-ad-accounts', 'Ads · List LinkedIn Ad Accounts'],
  ])('of %s (%s) is %s', (endpoint, operation, expected) => {
    expect(label(endpoint, operation)).toBe(expected);
  });

  it('comes from the tag where the description names a verb alone', () => {
    expect(label('POST /knowledge-bases/faqs', 'create', 'Faqs')).toBe('Knowledge Bases · Create FAQ');
    expect(label('GET /knowledge-bases/faqs', 'list', 'Faqs')).toBe('Knowledge Bases · List FAQs');
  });

  it('is that of the newer path, with a mark, where a path is kept for old callers', () => {
    expect(label('GET /saas/locations', 'locations')).toBe('SaaS · List Locations by Stripe Customer');
    expect(label('GET /saas-api/public-api/locations', 'locations-deprecated')).toBe(
      'SaaS · List Locations by Stripe Customer (Old)',
    );
  });

  it('tells the spellings of the two versions apart', () => {
    const pause = (parameter: string) =>
      label(`POST /ad-publishing/facebook/adsets/{${parameter}}/pause`, 'fb-pause-adset');
    expect(pause('adsetId')).toBe('Ads · Pause Facebook Ad Set');
    expect(pause('adSetId')).toBe('Ads · Pause Facebook Ad Set (Version 3)');
  });

  it('is asked of no path that belongs to no area', () => {
    expect(() => label('GET /nowhere', 'get-nothing')).toThrow('/nowhere belongs to no area');
  });
});

describe('the names of all endpoints', () => {
  const versions: ApiVersion[] = ['dated', 'v3'];
  const keys = [...new Set(versions.flatMap((version) => endpointKeys(version)))].sort();
  const named = keys.map((key) => ({ key, ...nameOf(endpoint(key)) }));

  it('tell them apart, in the areas that there are', () => {
    expect(named.length).toBeGreaterThan(600);
    const labels = named.map(({ area, name }) => `${area} · ${name}`);
    expect(labels.filter((one, at) => labels.indexOf(one) !== at)).toEqual([]);
    expect([...new Set(named.map(({ area }) => area))].sort()).toEqual([...AREAS].sort());
  });

  it('are plain words, and short', () => {
    const own = /\b(LinkedIn|TikTok|SaaS|FAQs|URLs|Text2Pay)\b/g;
    const odd = named.filter(
      ({ name }) =>
        name.length > 60 ||
        !/^[A-Z][a-z]+( [A-Za-z0-9-]+,?)+( \((Old|Version 3)\))?$/.test(name) ||
        /[a-z][A-Z]/.test(name.replace(own, '')) ||
        /\b(api|ids?|dto|v\d|oauth|upsert|fetch|fb|li)\b/i.test(name),
    );
    expect(odd).toEqual([]);
  });

  it('are the same in both versions', () => {
    const differ = keys
      .filter((key) => hasVersion(key, 'dated') && hasVersion(key, 'v3'))
      .filter((key) => nameOf(endpoint(key, 'dated')).name !== nameOf(endpoint(key, 'v3')).name);
    expect(differ).toEqual([]);
  });

  it('say “Version 3” of no endpoint that the dated versions have', () => {
    const marked = named.filter(({ name }) => name.endsWith('(Version 3)'));
    expect(marked.length).toBeGreaterThan(10);
    expect(marked.filter(({ key }) => hasVersion(key, 'dated'))).toEqual([]);
  });

  it('come from the rules wherever these find the name', () => {
    const superfluous = OVERLAID.filter((one) => {
      const key = keys.find((each) => each === one);
      if (!key) return true;
      const facts = versions
        .filter((version) => hasVersion(key, version))
        .map((version) => endpoint(key, version));
      return facts.every((each) => nameByRules(each) === nameOf(each).name);
    });
    expect(superfluous).toEqual([]);
  });
});
