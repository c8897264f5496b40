import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

/** The sub-account, and its files and social accounts. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  return { locationId, files: state.mediaFiles.where(isHere), accounts: state.socialAccounts.where(isHere) };
}

const rows = ({ locationId, files, accounts }: ReturnType<typeof place>): SearchRow[] => {
  const idOf = (name: string) => files.find((file) => file.name === name)?.id;
  const facebook = first(accounts.filter(({ platform }) => platform === 'facebook'));
  const expired = first(accounts.filter(({ platform }) => platform === 'linkedin'));
  const query = {
    altId: locationId,
    altType: 'location',
    limit: '100',
    sortBy: 'createdAt',
    sortOrder: 'desc',
  };
  return [
    {
      key: 'find_media_file',
      uses: [
        {
          input: { query: '  TEAM ', type: 'File', parentId: idOf('Photos') },
          sends: {
            call: 'GET /medias/files',
            query: { ...query, query: 'TEAM', type: 'file', parentId: idOf('Photos') },
          },
          gives: {
            id: idOf('team.jpg'),
            name: 'team.jpg',
            contentType: 'image/jpeg',
            size: 220_410,
            parentId: idOf('Photos'),
            url: `https://storage.example.com/${locationId}/media/team.jpg`,
            locationId,
          },
        },
        {
          input: { query: 'photos', type: 'folder' },
          sends: { call: 'GET /medias/files', query: { ...query, query: 'photos', type: 'folder' } },
          gives: { id: idOf('Photos'), type: 'folder' },
        },
      ],
      several: {
        input: { query: 'e', type: 'file' },
        ids: ['team.jpg', 'welcome.mp4', 'price-list.pdf'].map(idOf),
      },
      nothing: [
        { query: 'no such file', type: 'file' },
        { query: 'logo.png', type: 'folder' },
      ],
      refused: { input: { type: 'file' }, says: /^Find Media File needs a value for “Name”\.$/, sends: 0 },
    },
    {
      key: 'find_social_account',
      uses: [
        {
          input: { platform: 'Facebook', name: 'acme' },
          sends: { call: `GET /social-media-posting/${locationId}/accounts` },
          gives: { id: facebook.id, platform: 'facebook', type: 'page', isExpired: false },
        },
        {
          input: { name: expired.id },
          sends: { call: `GET /social-media-posting/${locationId}/accounts` },
          gives: { id: expired.id, platform: 'linkedin', isExpired: true },
        },
      ],
      several: { input: {}, ids: accounts.map(({ id }) => id) },
      nothing: [{ platform: 'youtube' }, { name: 'nobody' }, { platform: 'google', name: facebook.id }],
      refused: {
        input: { platform: 'MySpace' },
        says: /^“Platform” must be Facebook, Instagram, /,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Media & Social', () => rows(place()));

test('Find Media File gives the file of the very name before a newer one that has it within', async () => {
  const { locationId, files } = place();
  const logo = first(files.filter(({ name }) => name === 'logo.png'));
  const createdAt = '2040-01-01T00:00:00.000Z';
  zap.sandbox.state.mediaFiles.insert({
    ...logo,
    id: 'new-logo',
    locationId,
    name: 'old logo.png',
    createdAt,
  });
  for (const query of ['logo', 'LOGO.png']) {
    expect(await zap.run('searches', 'find_media_file', { query, type: 'file' })).toMatchObject([
      { id: logo.id },
    ]);
  }
});
