/** The plain names of endpoints: what the rules make of a path and of the description's own name. */
import { nameOf } from '../../highlevel/contract/names';

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
