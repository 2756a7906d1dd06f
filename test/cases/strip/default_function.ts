export default function <T>(x: T): T { return x }
