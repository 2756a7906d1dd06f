export default class extends Array<string> { x: number = 1 }
