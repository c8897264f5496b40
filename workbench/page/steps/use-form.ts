import { useEffect, useRef, useState } from 'preact/hooks';
import type { FormField, StepAsk } from '../../wire';
import { ask, isRefused } from '../api';

interface FormOfStep {
  /** None until the form is there for the first time. */
  fields: FormField[] | undefined;
  isLoading: boolean;
  refused: string | undefined;
  again: () => void;
}

/**
 * The form of a step. It is asked for again when a field changes that alters it; what was filled into fields that
 * are no longer there is cleared.
 */
export function useForm(about: StepAsk, onFields: (fields: FormField[]) => void): FormOfStep {
  const [fields, setFields] = useState<FormField[]>();
  const [isLoading, setLoading] = useState(true);
  const [refused, setRefused] = useState<string>();
  const asked = useRef<string | undefined>(undefined);
  const turn = useRef(0);
  const read = async () => {
    turn.current += 1;
    const mine = turn.current;
    setLoading(true);
    const answer = await ask('form', about);
    if (mine !== turn.current) return;
    setLoading(false);
    setRefused(isRefused(answer) ? answer.refused : undefined);
    if (isRefused(answer)) return;
    asked.current = alteringIn(answer.fields, about);
    setFields(answer.fields);
    onFields(answer.fields);
  };
  const altering = fields && alteringIn(fields, about);
  useEffect(() => {
    if (fields === undefined || altering !== asked.current) void read();
  }, [altering]);
  return { fields, isLoading, refused, again: () => void read() };
}

/** The values of the fields that alter the form. */
const alteringIn = (fields: FormField[], { input }: StepAsk): string =>
  JSON.stringify(fields.filter(({ altersForm }) => altersForm).map(({ key }) => [key, input[key]]));
