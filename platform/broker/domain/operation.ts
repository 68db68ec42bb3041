export type OperationKind = 'provision' | 'update' | 'deprovision';

/** What a marketplace asks about until it is done. */
export type Operation = { readonly id: string; readonly kind: OperationKind; readonly version: string | null; readonly askedAt: Date };
