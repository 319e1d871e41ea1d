sed -i 's/      terminationGracePeriodSeconds: 1/      terminationGracePeriodSeconds: 1\n      tolerations: [{operator: Exists}]/' log-agent.yaml
kubectl apply -f log-agent.yaml
kubectl rollout status daemonset log-agent
kubectl label node worker-2 logs=on
sed -i 's/      terminationGracePeriodSeconds: 1/      terminationGracePeriodSeconds: 1\n      nodeSelector: {logs: "on"}/' log-agent.yaml
kubectl apply -f log-agent.yaml
sleep 60
kubectl label node worker-1 logs=on
sleep 30
