/** Runs with every test file: what the app leaves to chance, such as how far a poll reads, is the same at each run. */
import { seedRandom } from './scripted';

beforeEach(() => seedRandom(1));
