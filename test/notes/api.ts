import { type CategoryNotes, here } from './note';

export const apiNotes = {
  api_request: {
    least: (sandbox) => ({
      method: 'GET',
      path: `/contacts/${sandbox.state.contacts.find((row) => row.locationId === here(sandbox))?.id}`,
    }),
    fillings: [
      {
        values: (sandbox) => ({
          method: 'POST',
          path: '/contacts/search',
          body: JSON.stringify({ locationId: here(sandbox), pageLimit: 1 }),
          query: {},
          headers: { 'x-why': 'a test' },
        }),
        without: ['form', 'files'],
      },
      {
        values: (sandbox) => ({
          method: 'POST',
          path: '/medias/upload-file',
          query: {},
          form: { name: 'brochure.pdf' },
          files: { file: `${sandbox.url}/_sandbox/files/brochure` },
          headers: { 'x-why': 'a test' },
        }),
        without: ['body'],
      },
    ],
  },
  any_endpoint: { least: () => ({ endpoint: 'GET /links/' }) },
  find_with_any_endpoint: { least: () => ({ endpoint: 'GET /products/' }) },
  watch_any_endpoint: { least: () => ({ endpoint: 'GET /products/' }) },
} satisfies CategoryNotes;
