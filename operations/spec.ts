/** What an operation is, as data: what every kind of operation states, and the creates. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Field, FieldsOf } from '../fields/field';
import type { Call } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { ApiVersion, EndpointKey } from '../highlevel/contract';
import type { Raw } from '../highlevel/json';
import type { Wording } from '../highlevel/wording';
import type { RecordType } from '../records/record';

/** One run of a step: Zapier's two arguments, and the step's own words. */
export interface Run {
  z: ZObject;
  bundle: Bundle;
  /** What the step is. */
  spec: AnySpec;
  /** The step's name and its fields' labels, for the errors of every call that it makes. */
  wording: Required<Pick<Wording, 'doing' | 'labels'>>;
  /** A field's label in quotes: `“Email”`. */
  label: (key: string) => string;
  /** The error to throw where none of these fields has a value: `… needs a value for “Email” or “Phone”.` */
  needs: (...keys: string[]) => Error;
  /** The same, where a yes to another field will do as well. */
  needsOrYes: (key: string, yes: string) => Error;
  /** The error to throw where the step can't be run, with the sentence that says why. */
  refuse: (sentence: string) => Error;
}

/** What every operation states, whatever it calls. */
export interface Form {
  key: string;
  /** What it is about, if that is not its record's noun. */
  noun?: string;
  label: string;
  description: string;
  fields: (Field | FieldsOf)[];
  /** The labels of a long form's parts, by the names that its fields give as their `group`, in their order. */
  groups?: { [group: string]: string };
  record: RecordType;
}

/** What every operation states that calls an endpoint of the contract: all but `api_request`. */
export interface OperationSpec extends Form {
  endpoint: EndpointKey;
  /** The version of the API that is meant, where the step's user chose one. */
  version?: ApiVersion;
  /** Parameters of the endpoint that are no fields on purpose, and why; nested ones joined by `__`, an object for all in it. */
  notOffered?: { [parameter: string]: string };
  /**
   * Makes the endpoint's input of the step's values. Without it they are sent as they are. It may read
   * first what the API replaces as a whole.
   */
  input?: (values: Input, run: Run) => Input | Promise<Input>;
  /** The answer says of each record whether it was done, so that a refusal of some is none of the whole. */
  answersEach?: true;
  /** How the request is sent, where its answer is a file, or a refusal may be no failure. */
  request?: (z: ZObject, bundle: Bundle, call: Call, values: Input) => Promise<Raw>;
}

/** Does something, and answers what came of it. */
export interface CreateSpec extends OperationSpec {
  /** The record in the answer: its name, or a function of the answer and the step's values. */
  answer: string | ((answer: Raw, values: Input) => Raw);
  /** The described answer has no id: a record without one was made all the same. */
  mayLackId?: true;
}

/** What calls no endpoint of its own: its user chooses one, or what comes in does. */
export interface NoEndpointSpec extends Form {
  endpoint?: undefined;
}

/** Calls the endpoint that its user chooses. */
export interface CustomCallSpec extends NoEndpointSpec {
  perform: (values: Input, run: Run) => Promise<Raw>;
}

/** Its user chooses the endpoint: it is then an operation of that one. */
export interface ChosenSpec<Spec extends OperationSpec> extends NoEndpointSpec {
  /**
   * What it is with the endpoint that the form names.
   *
   * @throws z.errors.Error where it names none
   */
  chosen: (run: Run) => Spec;
}

/** Any operation. */
export type AnySpec = OperationSpec | NoEndpointSpec;
