import { Component } from './lib/late'
export const View = (_: unknown) => <Component<string> x:y="1" data-z={<b>{'}'}</b>} />
