sed -e 's/nginx-deployment/shop/' -e 's/nginx:1.20/nginx:1.25/' nginx-deployment.yaml | kubectl apply -f -
sed 's/name: mysql/name: orders-nodes/; s/app: mysql/app: orders/' mysql-headless-svc.yaml | kubectl apply -f -
sed -e 's/serviceName: mysql/serviceName: orders-nodes/' -e 's/image: mysql:8.0/image: redis:7/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/orders/g' mysql-statefulset.yaml | kubectl apply -f -
sed -e 's/name: node-exporter$/name: metrics/' node-exporter-daemonset.yaml | kubectl apply -f -
cat <<'JOB' | kubectl apply -f -
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: busybox:1.36
          command: ["sh", "-c", "sleep 5; echo migrated"]
JOB
sed -e 's/name: backup/name: digest/' -e 's/0 2 \* \* \*/0 6 * * MON-FRI/' -e 's/backup-tool:v1/busybox:1.36/' -e 's/"bash", "backup.sh"/"echo", "sending"/' backup-cronjob.yaml | kubectl apply -f -
sleep 2m
