import type { Ids } from '../ids';
import type { State } from '../state';
import { addAppointments } from './appointments';
import { addAssociations, addObjectFields } from './associations';
import { addBlogs } from './blogs';
import { addCommerce } from './commerce';
import { addContent } from './content';
import { addConversations } from './conversations';
import { addLocation, LocationSeed } from './location';
import { addOpportunities } from './opportunities';
import { AGENCIES } from './plan';
import { RandomData } from './random-data';
import { addSnapshots } from './snapshots';
import { addSubmissions } from './submissions';
import { addUser } from './users';

/** Fills empty tables: two agencies, three sub-accounts, and their records. */
export function addSeed(state: State, ids: Ids): void {
  const random = new RandomData(ids);
  for (const { plans, ...agency } of AGENCIES) {
    const { id: companyId } = state.companies.insert(agency);
    const owner = addUser(state, random, companyId, 'agency', 'admin', []);
    addSnapshots(state, companyId);
    for (const plan of plans) {
      const location = state.locations.insert({ ...plan.location, companyId });
      addLocation(new LocationSeed(state, ids, random, plan, location), owner);
    }
  }
  for (const { id } of state.locations.all()) {
    addAppointments(state, random, id);
    addAssociations(state, random, id);
    addBlogs(state, random, id);
    addOpportunities(state, random, ids, id);
    addConversations(state, random, id);
  }
  for (const location of state.locations.all()) {
    addObjectFields(state, location.id);
    addSubmissions(state, random, location.id);
    addCommerce(state, ids, location);
    addContent(state, location);
  }
}
