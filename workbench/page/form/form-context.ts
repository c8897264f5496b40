/** What the fields of one form share. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Choice, Choices, Refused } from '../../wire';

/** Loads a page of a drop-down's choices, for what is filled in. */
export type LoadChoices = (field: string, page: number, search: string) => Promise<Choices | Refused>;

export interface FormState {
  load: LoadChoices | undefined;
  /** The labels of the choices that were made, by {@link labelKey}. */
  labels: Record<string, string>;
  chose: (field: string, choice: Choice) => void;
  /** The labels of required fields that were empty when the step was tried. */
  missing: ReadonlySet<string>;
}

/** Names a choice: a value means the same in each row of line items. */
export const labelKey = (field: string, value: string): string => `${field}=${value}`;

export const FormContext = createContext<FormState>({
  load: undefined,
  labels: {},
  chose: () => undefined,
  missing: new Set(),
});
export const useFormState = (): FormState => useContext(FormContext);
