import type { Call, Routes } from '../gateway/call';
import { foreignLocation, notFound, refusal } from '../gateway/errors';
import { isObject, type JsonObject, number, text } from '../json';
import { type CustomField, fieldKey, type Location, type Tag } from '../state';
import { installsAll } from './oauth';
import { collection } from './shared/collection';
import { withDetails } from './shared/location-details';
import { pageOf } from './shared/rows';

function shown({ isInstalled: _isInstalled, isActive: _isActive, ...location }: Location): JsonObject {
  return location;
}

function search({ state, query, companyId, token }: Call): JsonObject {
  const found = state.locations.where(
    (location) =>
      location.companyId === companyId &&
      (!token?.locationId || location.id === token.locationId) &&
      (query.email === undefined || location.email === query.email),
  );
  if (query.order === 'desc') found.reverse();
  return { locations: pageOf(found, query, 10).map(shown) };
}

function get({ state, params }: Call): JsonObject {
  const location = state.locations.get(params.locationId);
  if (!location) throw foreignLocation();
  return { location: withDetails(shown(location)) };
}

/** What a body tells of a location, but for its settings. What other systems are given is not kept. */
function fieldsIn({ body }: Call): JsonObject {
  const {
    twilio: _twilio,
    mailgun: _mailgun,
    prospectInfo,
    snapshot,
    snapshotId,
    settings,
    ...fields
  } = body;
  return { ...fields, ...(isObject(prospectInfo) && prospectInfo) };
}

/** Keeps the settings that a body changes, beside the location's others. */
function withSettings({ state, body }: Call, { id, settings }: Location): Location {
  const changed = state.locations.update(id, {
    settings: { ...settings, ...(isObject(body.settings) && body.settings) },
  });
  if (!changed) throw notFound('Location', id);
  return changed;
}

/** Creates a location of the agency. The app is installed there at once only where the agency chose that. */
function create(call: Call): JsonObject {
  const { state, body, companyId } = call;
  const snapshot = state.snapshots.get(text(body.snapshotId));
  if (body.snapshotId !== undefined && snapshot?.companyId !== companyId) {
    throw refusal(400, `Snapshot not found for id: ${text(body.snapshotId)}`);
  }
  const made = state.locations.insert({ ...fieldsIn(call), companyId, isInstalled: installsAll(call) });
  return shown(withSettings(call, made));
}

function update(call: Call): JsonObject {
  const changed = call.state.locations.update(call.locationId, fieldsIn(call));
  if (!changed) throw foreignLocation();
  return shown(withSettings(call, changed));
}

/** Deletes a location; to ask for one of its records is then refused as for any location that is not the agency's. */
function remove({ state, locationId }: Call): JsonObject {
  state.locations.delete(locationId);
  return { success: true, message: 'Location deleted successfully' };
}

function customFields({ state, query, locationId }: Call): JsonObject {
  const model = text(query.model) ?? 'contact';
  const found = state.customFields.where(
    (field) => field.locationId === locationId && (model === 'all' || field.model === model),
  );
  return { customFields: found };
}

function customFieldOf({ state, params, locationId }: Call): CustomField {
  const field = state.customFields.get(params.id);
  if (field?.locationId !== locationId) throw notFound('Custom field', params.id ?? '');
  return field;
}

/** One custom field, which tells a little more than a list does. */
const one = (customField: CustomField): JsonObject => ({ customField: { scopes: [], ...customField } });

function createCustomField({ state, body, locationId }: Call): JsonObject {
  const { name, dataType, model, placeholder, position, textBoxListOptions } = body;
  const customField = state.customFields.insert({
    locationId,
    name: text(name) ?? '',
    dataType: text(dataType) ?? '',
    model: text(model) ?? 'contact',
    placeholder: text(placeholder) ?? '',
    position: number(position, 0),
    ...(textBoxListOptions !== undefined && { textBoxListOptions }),
  });
  return one(customField);
}

function updateCustomField(call: Call): JsonObject {
  const field = customFieldOf(call);
  return one(call.state.customFields.update(field.id, call.body) ?? field);
}

function deleteCustomField(call: Call): JsonObject {
  call.state.customFields.delete(customFieldOf(call).id);
  return { succeded: true };
}

function tagOf({ state, params, locationId }: Call): Tag {
  const tag = state.tags.get(params.tagId);
  if (tag?.locationId !== locationId) throw notFound('Tag', params.tagId ?? '');
  return tag;
}

/** The name of a tag that is sent, as the location keeps it. @throws Refusal 400 if another tag has it. */
function newTagName({ state, body, locationId }: Call): string {
  const name = (text(body.name) ?? '').trim().toLowerCase();
  const taken = state.tags.find((tag) => tag.locationId === locationId && tag.name === name);
  if (taken) throw refusal(400, 'The tag name is already exist.', { meta: { tagId: taken.id } });
  return name;
}

function createTag(call: Call): JsonObject {
  return { tag: call.state.tags.insert({ locationId: call.locationId, name: newTagName(call) }) };
}

function updateTag(call: Call): JsonObject {
  const tag = tagOf(call);
  return { tag: call.state.tags.update(tag.id, { name: newTagName(call) }) ?? tag };
}

function deleteTag(call: Call): JsonObject {
  call.state.tags.delete(tagOf(call).id);
  return { succeded: true };
}

const customValues = collection({
  table: 'customValues',
  noun: 'Custom value',
  one: 'customValue',
  many: 'customValues',
  complete: ({ name, ...value }) => ({
    fieldKey: `{{ custom_values.${fieldKey(text(name) ?? '')} }}`,
    documentType: 'field',
    parentId: null,
    name,
    ...value,
  }),
  answers: { delete: { succeeded: true } },
  create: 'POST /locations/{locationId}/customValues',
  list: 'GET /locations/{locationId}/customValues',
  get: 'GET /locations/{locationId}/customValues/{id}',
  update: 'PUT /locations/{locationId}/customValues/{id}',
  delete: 'DELETE /locations/{locationId}/customValues/{id}',
});

export const locations: Routes = {
  'GET /locations/search': { handle: search },
  'GET /locations/{locationId}': { handle: get },
  'POST /locations/': { handle: create },
  'PUT /locations/{locationId}': { handle: update },
  'DELETE /locations/{locationId}': { handle: remove },
  'GET /locations/{locationId}/customFields': { handle: customFields, refuses: ['limit', 'locationId'] },
  'POST /locations/{locationId}/customFields': { handle: createCustomField, status: 201 },
  'GET /locations/{locationId}/customFields/{id}': {
    handle: (call) => one(customFieldOf(call)),
  },
  'PUT /locations/{locationId}/customFields/{id}': { handle: updateCustomField },
  'DELETE /locations/{locationId}/customFields/{id}': { handle: deleteCustomField },
  'GET /locations/{locationId}/tags': {
    handle: ({ state, locationId }) => ({ tags: state.tags.where((tag) => tag.locationId === locationId) }),
  },
  'POST /locations/{locationId}/tags': { handle: createTag },
  'GET /locations/{locationId}/tags/{tagId}': { handle: (call) => ({ tag: tagOf(call) }) },
  'PUT /locations/{locationId}/tags/{tagId}': { handle: updateTag },
  'DELETE /locations/{locationId}/tags/{tagId}': { handle: deleteTag },
  ...customValues,
};
