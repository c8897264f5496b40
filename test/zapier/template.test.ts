import { fill, stepsIn } from '../../zapier/template';

const data = {
  lead: {
    name: 'Zoë',
    age: 7,
    consent: false,
    address: { city: 'Kraków', geo__lat: 50, 'St. No.': 9 },
    tags: ['new', 'vip'],
    items: [{ sku: 'a' }, { sku: 'b' }],
    note: 'Hi {{contact.first_name}}, {{lead.name}} said "{}" — $& $1',
    none: null,
  },
};

describe('a template', () => {
  test.each([
    ['text', 'no template', 'no template'],
    ['a value', '{{lead.name}}', 'Zoë'],
    ['a number, of its type', '{{lead.age}}', 7],
    ['false, of its type', '{{lead.consent}}', false],
    ['a list, of its type', '{{lead.tags}}', ['new', 'vip']],
    ['an inner value', '{{lead.address__city}}', 'Kraków'],
    ['a key that holds two underscores', '{{lead.address__geo__lat}}', 50],
    ['a key that holds dots', '{{lead.address.St. No.}}', 9],
    ['an element', '{{lead.tags__1}}', 'vip'],
    ['line items', '{{lead.items__sku}}', ['a', 'b']],
    ['text around a value', 'Dear {{ lead.name }}!', 'Dear Zoë!'],
    ['a list within text', 'Tags: {{lead.tags}}', 'Tags: new,vip'],
    ['two values', '{{lead.name}}{{lead.age}}', 'Zoë7'],
    ['a missing value', '{{lead.phone}}', ''],
    ['a missing value within text', 'Phone: {{lead.phone}}.', 'Phone: .'],
    ['a merge field of the app, which is no step', 'Hi {{contact.first_name}}', 'Hi {{contact.first_name}}'],
    ['a merge field alone', '{{contact.first_name}}', '{{contact.first_name}}'],
    ['a missing inner value', '{{lead.company__name}}', ''],
    ['null', '{{lead.none}}', ''],
  ])('gives %s', (_, template, expected) => {
    expect(fill(template, data)).toEqual(expected);
  });

  test('puts braces in the data through unharmed', () => {
    expect(fill('{{lead.note}}', data)).toBe(data.lead.note);
    expect(fill('Note: {{lead.note}}', data)).toBe(`Note: ${data.lead.note}`);
  });

  test('fills lists and objects at any depth', () => {
    expect(fill({ a: ['{{lead.name}}', 1], b: { c: '{{lead.age}}' } }, data)).toEqual({
      a: ['Zoë', 1],
      b: { c: 7 },
    });
  });

  test('names the steps that it reads', () => {
    expect(stepsIn({ a: ['{{lead.name}} {{contact.id}}'], b: 3 })).toEqual(['lead', 'contact']);
  });
});
