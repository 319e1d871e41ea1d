# fails: taints-kept
kubectl taint node worker-3 dedicated-
kubectl taint node control-plane node-role.kubernetes.io/control-plane-
sleep 40
kubectl label node worker-1 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
sleep 60
kubectl label node worker-2 logs=on
sleep 30
