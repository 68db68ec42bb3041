/** For what a marketplace asks the address: its own names, compared when it asks again. */
export type BoundTo = Readonly<Record<string, string>>;

/** That a marketplace has the address of an instance. */
export type Binding = { readonly id: string; readonly serviceInstance: string; readonly name: string; readonly boundTo: BoundTo; readonly createdAt: Date };
