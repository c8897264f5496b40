import { foundContact } from './contact';
import { withMore } from './record';

/** A contact, and which of the chosen fields changed: what each was before, where that is short enough to be kept. */
export const changedContact = withMore(
  foundContact,
  [
    {
      key: 'changes',
      label: 'Changes',
      children: [
        { key: 'field', label: 'Changed Field', type: 'string' },
        { key: 'before', label: 'Value Before', type: 'string' },
        { key: 'now', label: 'Value Now', type: 'string' },
      ],
    },
  ],
  {
    changes: [{ field: 'Email', before: 'amara@old.example.com', now: 'amara@okaforinteriors.example.com' }],
  },
);
