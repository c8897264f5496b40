import type { Item } from './json';
import type { Result } from './result';
import type { Field, OperationKind, ZapApp } from './zap-app';

/**
 * Receives what a Zap posts to a webhook, or gives to another app, and keeps each payload in order. An action is
 * answered by what `answers` says of its key; a search by the rows that it finds.
 */
export class WebhookReceiver implements ZapApp {
  readonly received: Item[] = [];

  constructor(private readonly answers: { readonly [key: string]: (input: Item) => unknown } = {}) {}

  async perform(_kind: OperationKind, key: string, input: Item): Promise<Result> {
    this.received.push(input);
    const value = this.answers[key]?.(input) ?? { status: 'received' };
    return { ok: true, value, requests: 0 };
  }

  async fields(): Promise<Result<Field[]>> {
    return { ok: true, value: [], requests: 0 };
  }

  primaryKeys(): string[] {
    return ['id'];
  }
}
