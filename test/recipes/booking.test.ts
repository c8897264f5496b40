import { firstThatSuits } from '../../recipes/booking';

const days = JSON.stringify({
  traceId: '0c52e980-41f6-4be7-8c4b-32332ea0e7a0',
  '2026-11-26': { slots: ['2026-11-26T09:00:00-05:00', '2026-11-26T12:00:00-05:00'] },
  '2026-11-25': { slots: ['2026-11-25T16:30:00-05:00', '2026-11-25T17:00:00-05:00'] },
});

describe('the first slot that suits', () => {
  test.each([
    ['whoever asks for no time of day', '', '2026-11-25T16:30:00-05:00'],
    ['whoever asks for a morning', 'morning', '2026-11-26T09:00:00-05:00'],
    ['whoever asks for an afternoon', 'afternoon', '2026-11-25T16:30:00-05:00'],
  ])('is there for %s', (_, prefers, start) => {
    expect(firstThatSuits({ days, prefers })).toEqual({ start });
  });

  test.each([
    ['no slot is free', '{"traceId":"0c52e980"}'],
    ['the answer is empty', '{}'],
  ])('is missing where %s', (_, none) => {
    expect(firstThatSuits({ days: none, prefers: 'morning' })).toEqual({});
  });
});
