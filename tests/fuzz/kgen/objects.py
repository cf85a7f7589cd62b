# SPDX-License-Identifier: Apache-2.0
"""Random objects of the kinds that kustomizations hold."""
from .chance import SPACES
from .writer import Raw


class Objects:
    def meta(self, cluster=False):
        m = {'name': self.name()}
        ns = self.rng.choice(SPACES)
        if ns and (not cluster or self.chance(0.1)):
            m['namespace'] = ns
        if self.chance(0.4):
            m['labels'] = self.labels()
        if self.chance(0.3):
            m['annotations'] = {self.pick('a', 'b', 'note', 'config.kubernetes.io/local-config' if self.chance(0.1) else 'c'):
                                self.value() if self.chance(0.1) else self.text() for _ in range(self.rng.randint(1, 2))}
        if self.chance(0.03):
            m['annotations'] = self.pick({}, None)
        return m

    def image(self):
        return self.pick('nginx', 'nginx:1.2', 'ghcr.io/a/web:v1', 'ghcr.io/a/web@sha256:abc', 'localhost:5000/side', 'busybox:1@sha256:0a')

    def container(self, name):
        c = {'name': name, 'image': self.image()}
        if self.chance(0.4):
            c['env'] = [self.env() for _ in range(self.rng.randint(1, 3))]
        if self.chance(0.3):
            c['envFrom'] = [self.pick({'configMapRef': {'name': self.name()}}, {'secretRef': {'name': self.name()}})]
        if self.chance(0.4):
            c['ports'] = [self.port() for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.3):
            c['volumeMounts'] = [{'name': 'v', 'mountPath': self.pick('/a', '/b')} for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.3):
            c['args'] = [self.text() for _ in range(self.rng.randint(1, 3))]
        if self.chance(0.1):
            c['resources'] = {'limits': {'cpu': self.pick(1, '100m', Raw('0.5'))}}
        return c

    def env(self):
        e = {'name': self.pick('A', 'B', 'C')}
        r = self.rng.random()
        if r < 0.6:
            e['value'] = self.text()
        elif r < 0.8:
            e['valueFrom'] = {'configMapKeyRef': {'name': self.name(), 'key': 'a'}}
        else:
            e['valueFrom'] = {'secretKeyRef': {'name': self.name(), 'key': 'a'}}
        return e

    def port(self):
        p = {'containerPort': self.pick(80, 8080, 443)}
        if self.chance(0.4):
            p['name'] = self.pick('http', 'https')
        if self.chance(0.4):
            p['protocol'] = self.pick('TCP', 'UDP')
        return p

    def pod_spec(self):
        s = {'containers': [self.container(n) for n in self.rng.sample(['main', 'side', 'third'], self.rng.randint(1, 3))]}
        if self.chance(0.2):
            s['initContainers'] = [self.container('init')]
        if self.chance(0.3):
            s['serviceAccountName'] = self.name()
        if self.chance(0.4):
            s['volumes'] = [self.volume() for _ in range(self.rng.randint(1, 2))]
        if self.chance(0.15):
            s['tolerations'] = [{'key': self.pick('a', 'b'), 'operator': 'Exists'}]
        if self.chance(0.15):
            s['imagePullSecrets'] = [{'name': self.name()}]
        if self.chance(0.1):
            s['nodeSelector'] = self.labels()
        if self.chance(0.1):
            s['topologySpreadConstraints'] = [{'topologyKey': self.pick('a', 'b'), 'whenUnsatisfiable': 'DoNotSchedule',
                                               'labelSelector': {'matchLabels': self.labels()}}]
        return s

    def volume(self):
        v = {'name': self.pick('v', 'w')}
        v.update(self.pick({'configMap': {'name': self.name()}}, {'secret': {'secretName': self.name()}}, {'emptyDir': {}},
                           {'persistentVolumeClaim': {'claimName': self.name()}},
                           {'projected': {'sources': [{'configMap': {'name': self.name()}}, {'secret': {'name': self.name()}}]}}))
        return v

    def template(self):
        t = {'spec': self.pod_spec()}
        if self.chance(0.7):
            t['metadata'] = {'labels': self.labels()}
        return t

    def resource(self):
        make = self.rng.choice([self.r_configmap] * 3 + [self.r_secret] + [self.r_deployment] * 4 + [
            self.r_statefulset, self.r_daemonset, self.r_cronjob, self.r_job, self.r_pod, self.r_service, self.r_service, self.r_sa,
            self.r_role, self.r_binding, self.r_clusterrole, self.r_clusterbinding, self.r_ingress, self.r_netpol, self.r_pdb,
            self.r_hpa, self.r_namespace, self.r_crd, self.r_pvc, self.r_webhook, self.r_widget, self.r_widget, self.r_list])
        return make()

    def obj(self, api, kind, cluster=False, **fields):
        o = {'apiVersion': api, 'kind': kind, 'metadata': self.meta(cluster)}
        o.update(fields)
        if self.chance(0.1):
            o = dict(self.rng.sample(list(o.items()), len(o)))
        return o

    def data(self):
        return {self.pick('a', 'b', 'k1', 'k01', 'k10', 'K', 'x.yaml', 'z_'): self.text() for _ in range(self.rng.randint(1, 4))}

    def r_configmap(self):
        o = self.obj('v1', 'ConfigMap')
        if self.chance(0.9):
            o['data'] = self.data()
        return o

    def r_secret(self):
        return self.obj('v1', 'Secret', type='Opaque', **{self.pick('data', 'stringData'): {'a': 'YWJj', 'b': 'eA=='}})

    def workload(self, api, kind, **more):
        spec = {'selector': {'matchLabels': self.labels()}, 'template': self.template()}
        if self.chance(0.5):
            spec['replicas'] = self.rng.randint(0, 5)
        if self.chance(0.1):
            spec['strategy'] = self.pick({'type': 'Recreate'}, None, {})
        spec.update(more)
        return self.obj(api, kind, spec=spec)

    def r_deployment(self):
        return self.workload(self.pick('apps/v1', 'apps/v1', 'apps/v1', 'extensions/v1beta1'), 'Deployment')

    def r_statefulset(self):
        more = {'serviceName': self.name()}
        if self.chance(0.5):
            more['volumeClaimTemplates'] = [{'metadata': {'name': 'd'}, 'spec': {'storageClassName': self.name()}}]
        return self.workload('apps/v1', 'StatefulSet', **more)

    def r_daemonset(self):
        return self.workload('apps/v1', 'DaemonSet')

    def r_cronjob(self):
        return self.obj(self.pick('batch/v1', 'batch/v1beta1'), 'CronJob',
                        spec={'schedule': '* * * * *', 'jobTemplate': {'spec': {'template': self.template()}}})

    def r_job(self):
        return self.obj('batch/v1', 'Job', spec={'template': self.template()})

    def r_pod(self):
        return self.obj('v1', 'Pod', spec=self.pod_spec())

    def r_service(self):
        return self.obj('v1', 'Service', spec={'selector': self.labels(), 'ports': [
            {'port': self.pick(80, 443), 'targetPort': self.pick(80, 'http'), 'protocol': self.pick('TCP', 'UDP')}
            for _ in range(self.rng.randint(1, 2))]})

    def r_sa(self):
        return self.obj('v1', 'ServiceAccount')

    def r_role(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'Role', rules=[
            {'apiGroups': [''], 'resources': ['configmaps'], 'resourceNames': [self.name(), self.name()], 'verbs': ['get']}])

    def subjects(self):
        out = []
        for _ in range(self.rng.randint(1, 2)):
            s = {'kind': self.pick('ServiceAccount', 'ServiceAccount', 'User'), 'name': self.pick('default', self.name(), self.name())}
            if self.chance(0.7):
                s['namespace'] = self.pick('ns1', 'ns2', 'default')
            out.append(s)
        return out

    def r_binding(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'RoleBinding', subjects=self.subjects(), roleRef={
            'apiGroup': 'rbac.authorization.k8s.io', 'kind': self.pick('Role', 'ClusterRole'), 'name': self.name()})

    def r_clusterrole(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'ClusterRole', True, rules=[])

    def r_clusterbinding(self):
        return self.obj('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', True, subjects=self.subjects(), roleRef={
            'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': self.name()})

    def r_ingress(self):
        return self.obj('networking.k8s.io/v1', 'Ingress', spec={
            'tls': [{'secretName': self.name(), 'hosts': ['h']}],
            'rules': [{'host': 'h', 'http': {'paths': [{'path': '/', 'backend': {'service': {'name': self.name(), 'port': {
                'number': 80}}}}]}}]})

    def r_netpol(self):
        return self.obj('networking.k8s.io/v1', 'NetworkPolicy', spec={'podSelector': {'matchLabels': self.labels()}})

    def r_pdb(self):
        return self.obj('policy/v1', 'PodDisruptionBudget', spec={'selector': {'matchLabels': self.labels()}})

    def r_hpa(self):
        return self.obj(self.pick('autoscaling/v1', 'autoscaling/v2'), 'HorizontalPodAutoscaler', spec={
            'scaleTargetRef': {'apiVersion': 'apps/v1', 'kind': self.pick('Deployment', 'StatefulSet'), 'name': self.name()},
            'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu'}}]})

    def r_namespace(self):
        o = self.obj('v1' if self.chance(0.85) else self.pick('a.b/v1', 'zz/v2'), 'Namespace', True)
        o['metadata']['name'] = self.pick('ns1', 'ns2', 'app')
        return o

    def namespaces(self):
        """Many of several groups: sorted without a rank, they have no order."""
        return [{'apiVersion': self.pick('v1', 'v2', 'a.b/v1', 'm/v1', 'zz/v2'), 'kind': 'Namespace', 'metadata': {'name': 'n%d' % i}}
                for i in range(self.pick(5, 12, 13, 30, 60))]

    def r_crd(self):
        o = self.obj('apiextensions.k8s.io/v1', 'CustomResourceDefinition', True, spec={'group': 'example.com', 'names': {'kind': 'Widget'}})
        o['metadata']['name'] = 'widgets.example.com'
        return o

    def r_pvc(self):
        return self.obj('v1', 'PersistentVolumeClaim', spec={'storageClassName': self.name(), 'volumeName': self.name()})

    def r_webhook(self):
        return self.obj('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', True, webhooks=[
            {'name': 'a.b.c', 'clientConfig': {'service': {'name': self.name(), 'namespace': self.pick('ns1', 'default')}}}])

    def r_widget(self):
        spec = {'size': self.value(), 'list': [self.value() for _ in range(self.rng.randint(0, 3))],
                'items': [{'name': self.pick('a', 'b'), 'v': self.value()} for _ in range(self.rng.randint(0, 2))]}
        if self.chance(0.3):
            spec['template'] = self.template()
        if self.chance(0.2):
            spec['deep'] = {'a': {'b': {'c': self.value(), 'd': None}}}
        return self.obj('example.com/v1', 'Widget', spec=spec)

    def r_list(self):
        return {'apiVersion': 'v1', 'kind': 'List', 'items': [self.r_configmap() for _ in range(self.rng.randint(0, 2))]}
