export default class Named<T> { static x = 1 }
