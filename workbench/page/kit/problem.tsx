import { Button } from './button';

interface Props {
  /** The sentence; nothing is shown without one. */
  text: string | undefined;
  again?: () => void;
}

/** Why something did not work, said to people who do not see the page, too. */
export function Problem({ text, again }: Props) {
  if (text === undefined) return null;
  return (
    <div class="error-box" role="alert">
      <p>{text}</p>
      {again && <Button onPress={again}>Try again</Button>}
    </div>
  );
}
