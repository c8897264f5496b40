import { needs, type Questions } from '../probe';

const CALL = 'HighLevel has to call an address on the web, which a check on one’s own machine has not.';
const ZAP = 'Zapier’s own servers take the call, and nothing here sees what they make of it.';

export const webhooks: Questions = {
  'webhook-content-exact': needs('Zapier', ZAP),
  'webhook-body-unreadable': needs('Zapier', ZAP),
  'workflow-webhook-once': needs('a webhook', CALL),
  'webhook-events-of-a-change': needs('a webhook', CALL),
  'webhook-deletes-below-contact': needs('a webhook', CALL),
  'webhook-task-without-contact': needs('a webhook', CALL),
  'webhook-appointment-type': needs('a webhook', CALL),
  'webhook-record-unnamed': needs('a webhook', CALL),
  'webhook-key': needs('a webhook', CALL),
  'webhook-app-id': needs('a webhook', CALL),
  'webhook-location-name': needs('a webhook', CALL),
  'webhook-zap-id': needs('Zapier', ZAP),
  'webhook-tests-list': needs('Zapier', ZAP),
  'webhook-run-again': needs('Zapier', ZAP),
  'webhook-many-levels': needs('Zapier', ZAP),
  'workflow-body': needs('a webhook', CALL),
  'custom-data-names': needs('Zapier', ZAP),
};
