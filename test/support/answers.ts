/** What comes between the sandbox's answers and the app, until the mocks are restored. */
import type { Outgoing } from '../../sandbox/gateway/http';
import type { Sandbox } from '../../sandbox/server';

/** Changes each answer to come; `nth` counts them from 1. */
export function changeAnswers(
  { pipeline }: Sandbox,
  change: (answered: Outgoing, nth: number) => Outgoing,
): void {
  const answer = pipeline.answer.bind(pipeline);
  let nth = 0;
  jest.spyOn(pipeline, 'answer').mockImplementation(async (incoming) => {
    const answered = await answer(incoming);
    nth += 1;
    return change(answered, nth);
  });
}

/** Does something after some of the requests to come, as other users of the account do. */
export function after(sandbox: Sandbox, these: number[], happens: () => void): void {
  changeAnswers(sandbox, (answered, nth) => {
    if (these.includes(nth)) happens();
    return answered;
  });
}
