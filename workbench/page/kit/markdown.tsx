import { marked, type Token } from 'marked';
import type { ComponentChildren } from 'preact';

/** Shows Markdown. HTML in it is shown as text, and only links to the web lead anywhere. */
export function Markdown({ text }: { text: string }) {
  return <>{blocks(marked.lexer(text))}</>;
}

const blocks = (tokens: Token[] = []): ComponentChildren[] =>
  tokens.map((token, at) => <Piece key={at} token={token} />);

function Piece({ token }: { token: Token }) {
  const inner = () => ('tokens' in token && token.tokens ? blocks(token.tokens) : plain(token));
  switch (token.type) {
    case 'paragraph':
    case 'heading':
      return <p>{inner()}</p>;
    case 'strong':
      return <strong>{inner()}</strong>;
    case 'em':
      return <em>{inner()}</em>;
    case 'codespan':
      return <code>{plain(token)}</code>;
    case 'code':
      return (
        <pre>
          <code>{plain(token)}</code>
        </pre>
      );
    case 'br':
      return <br />;
    case 'list':
      return <ListOf token={token} />;
    case 'list_item':
      return <li>{inner()}</li>;
    case 'link':
      return <LinkTo href={String(token.href)}>{inner()}</LinkTo>;
    case 'space':
      return null;
    default:
      return <>{inner()}</>;
  }
}

function ListOf({ token }: { token: Token }) {
  const entries = 'items' in token && Array.isArray(token.items) ? blocks(token.items) : [];
  return 'ordered' in token && token.ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>;
}

function LinkTo({ href, children }: { href: string; children: ComponentChildren }) {
  if (!/^https?:\/\//.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

/** The text of a piece without parts. The lexer gives it as it was written, but escapes in HTML's way. */
const plain = (token: Token): string => ('text' in token ? String(token.text) : token.raw);
