/** `npm run check:operation`, where it is given nothing that it can check. */
import { runScript } from './support/run-script';

test.each([
  [[], /^Say which operation: npm run check:operation -- create_contact\n$/],
  [['create_contcat'], /^There is no operation “create_contcat”: add its spec to its category’s file in /],
  [['create_contact', 'create_tag'], /^“create_tag” is too much\. /],
])('with %j it says what to do', async (options, complaint) => {
  expect(await runScript('check-operation', options)).toMatchObject({
    code: 1,
    complaint: expect.stringMatching(complaint),
  });
});
