// The few parts of Swagger UI that this page uses.
declare module "swagger-ui-dist/swagger-ui-es-bundle" {
    export type ReactNodeLike = object | string | null;
    export interface ReactLike {
        Fragment: unknown;
        createElement(type: unknown, props: object, ...children: ReactNodeLike[]): ReactNodeLike;
        useState<Value>(initial: Value): [Value, (value: Value) => void];
    }
    export interface System {
        React: ReactLike;
    }
    const create: (options: Record<string, unknown>) => unknown;
    export default create;
}
