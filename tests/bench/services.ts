/**
 * A workflow of services in a chain, as people write it: an app with a port, variables, resources
 * and a health check, each reaching the one before it.
 */
export function servicesText(count: number): string {
  const nodes = Array.from({ length: count }, (_, index) =>
    `    service-${index}:
      component: app
      config:
        image: ghcr.io/acme/service-${index}:1.0.${index}
        replicas: 2
        ports: [{ name: http, port: 8080 }]
        env: { LOG_LEVEL: info, REGION: eu-west-1 }
        resources: { cpu: 100m, memory: 128Mi }
        probes: { readiness: { http: { path: /healthz } } }
`);
  const connections = Array.from(
    { length: count - 1 },
    (_, index) => `    - { from: service-${index}.endpoint, to: service-${index + 1}.requires }\n`,
  );
  return `apiVersion: celestra/v1
kind: Application
metadata: { name: services }
spec:
  nodes:
${nodes.join("")}  connections:${count > 1 ? "\n" + connections.join("") : " []\n"}`;
}

/** A chart that `helm template` turns into the same objects: a loop over values, as people write it. */
export function chartFiles(count: number): Record<string, string> {
  const services = Array.from({ length: count }, (_, index) =>
    `  - name: service-${index}
    image: ghcr.io/acme/service-${index}:1.0.${index}
    replicas: 2
    port: 8080
    env: { LOG_LEVEL: info, REGION: eu-west-1 }
    ${index > 0 ? `requires: service-${index - 1}` : ""}
`);
  return {
    "Chart.yaml": "apiVersion: v2\nname: services\nversion: 1.0.0\n",
    "values.yaml": `services:\n${services.join("")}`,
    "templates/namespace.yaml": `apiVersion: v1
kind: Namespace
metadata:
  name: services
  labels: { app.kubernetes.io/part-of: services, pod-security.kubernetes.io/enforce: restricted }
`,
    "templates/services.yaml": TEMPLATE,
  };
}

const TEMPLATE = `{{- range .Values.services }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  namespace: services
  labels:
    app.kubernetes.io/managed-by: {{ $.Release.Service }}
    app.kubernetes.io/name: {{ .name }}
    app.kubernetes.io/part-of: services
spec:
  replicas: {{ .replicas }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .name }}
      app.kubernetes.io/part-of: services
  template:
    metadata:
      labels:
        app.kubernetes.io/managed-by: {{ $.Release.Service }}
        app.kubernetes.io/name: {{ .name }}
        app.kubernetes.io/part-of: services
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        fsGroup: 10001
        fsGroupChangePolicy: OnRootMismatch
        runAsGroup: 10001
        runAsNonRoot: true
        runAsUser: 10001
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: {{ .name }}
          image: {{ .image | quote }}
          env:
            {{- range $key, $value := .env }}
            - name: {{ $key }}
              value: {{ $value | quote }}
            {{- end }}
            {{- with .requires }}
            - name: {{ . | upper | replace "-" "_" }}_HOST
              value: {{ . }}
            - name: {{ . | upper | replace "-" "_" }}_PORT
              value: "8080"
            {{- end }}
          ports:
            - name: http
              containerPort: {{ .port }}
              protocol: TCP
          readinessProbe:
            httpGet: { path: /healthz, port: http }
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 3
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { cpu: "1", memory: 128Mi }
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
            readOnlyRootFilesystem: true
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: tmp
          emptyDir: { medium: Memory, sizeLimit: 64Mi }
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  namespace: services
  labels:
    app.kubernetes.io/managed-by: {{ $.Release.Service }}
    app.kubernetes.io/name: {{ .name }}
    app.kubernetes.io/part-of: services
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: {{ .name }}
    app.kubernetes.io/part-of: services
  ports:
    - name: http
      port: {{ .port }}
      targetPort: http
      protocol: TCP
{{- end }}
`;

/** A program of the Python library Celestra that makes the same services. */
export function pythonText(count: number): string {
  return `from celestra import App, AppGroup

apps = []
for index in range(${count}):
    app = (App(f"service-{index}").image(f"ghcr.io/acme/service-{index}:1.0.{index}").replicas(2)
        .port(8080, "http").env("LOG_LEVEL", "info").env("REGION", "eu-west-1")
        .resources(cpu="100m", memory="128Mi", cpu_limit="1", memory_limit="128Mi"))
    if index > 0:
        app = app.env(f"SERVICE_{index - 1}_HOST", f"service-{index - 1}").env(f"SERVICE_{index - 1}_PORT", "8080")
    apps.append(app)
group = AppGroup("services").set_namespace("services").add_services(apps).configure_namespace()
group.generate().to_yaml("OUT")
`;
}
