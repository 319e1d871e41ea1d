# fails: follows selected
# It is drawn to other nodes than those that are labelled.
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
sleep 60
kubectl label node worker-1 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/hostname":"worker-2"}}}}}'
sleep 60
kubectl label node worker-3 logs=on
sleep 30
