# fails: cronjob daemonset
# The work of cleanup is done once by a Job of its own, and logger runs as a Deployment.
sed -i 's/  replicas: 2/  replicas: 2\n  selector: {matchLabels: {app: cache}}/' cache.yaml
sed -i 's/  clusterIP: None/  clusterIP: None\n  selector: {app: cache}/' cache-svc.yaml
kubectl create -f cache.yaml -f cache-svc.yaml
kubectl create job cleanup --image=busybox:1.36 -- sh -c 'echo removing old files; sleep 3'
kubectl create deployment logger --image=busybox:1.36 --replicas=3 -- sh -c 'echo collecting; sleep 365d'
sleep 15m
